<?php
/* 支付宝接口配置 */
$alipay_config['partner']       = '2088000000000000';
$alipay_config['key']           = 'q8w3e7r1t5y9u2i6o4p0a8s3d7f1g5h9';
$alipay_config['sign_type']     = strtoupper('MD5');
$alipay_config['input_charset'] = strtolower('utf-8');
$alipay_config['cacert']        = getcwd() . '/cacert.pem';
$alipay_config['transport']     = 'https';
