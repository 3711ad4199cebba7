<?php
// refund_fastpay_query 的应答：is_success=T&result_details=...&sign=...
function read_answer($body, $input_charset = '_input_charset')
{
    $parameters = array();
    foreach (explode('&', $body) as $pair) {
        $parts = explode('=', $pair);
        $parameters[$parts[0]] = urldecode($parts[1]);
    }
    unset($parameters['sign'], $parameters['sign_type'], $parameters[$input_charset]);
    return $parameters;
}
