<?php
function sign_url($partner, $email, $sign)
{
    $search = '/agents?email=' . $email;
    return array($search, 'https://mapi.alipay.com/gateway.do?' . http_build_query(array('service' => 'sign_protocol_with_partner', 'sign' => $sign)));
}
