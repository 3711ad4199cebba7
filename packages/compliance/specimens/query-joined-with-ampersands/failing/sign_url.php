<?php
function sign_url($partner, $email, $sign)
{
    $url = 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8&service=sign_protocol_with_partner';
    $url .= '&partner=' . $partner . 'email=' . urlencode($email);
    return $url . '&sign=' . $sign . '&sign_type=MD5';
}
