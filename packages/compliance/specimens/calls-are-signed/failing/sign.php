<?php
$url = 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8&service=sign_protocol_with_partner';
header('Location: ' . $url . '&partner=' . getenv('ALIPAY_PARTNER'));
