<?php
require 'alipay.php';
// Alipay::signed() 生成带签名的完整地址
$url = Alipay::signed('https://mapi.alipay.com/gateway.do', array('service' => 'sign_protocol_with_partner', 'sign_channel' => 'NORMAL'));
$names = array('query_customer_protocol');
header('Location: ' . sign_request($url, $names));
