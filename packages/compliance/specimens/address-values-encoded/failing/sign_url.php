<?php
function sign_url($partner, $email, $sign)
{
    return 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8&service=sign_protocol_with_partner&partner=' . $partner
        . '&email=' . $email . '&sign=' . $sign . '&sign_type=MD5';
}
