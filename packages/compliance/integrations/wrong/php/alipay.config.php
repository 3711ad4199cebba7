<?php
// 合作身份者id，以2088开头的16位纯数字
$alipay_config['partner']       = '2088000000000000';
// 安全检验码，以数字和字母组成的32位字符
$alipay_config['key']           = 'x7h2k9q4w1m8z5v3t6r0p2n4b7c1d9f3';
$alipay_config['sign_type']     = strtoupper('MD5');
$alipay_config['input_charset'] = strtolower('utf-8');
// ca证书路径地址，用于curl中ssl校验
$alipay_config['cacert']        = getcwd() . '/cacert.pem';
$alipay_config['transport']     = 'http';
