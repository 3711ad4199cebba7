<?php
/* 支付宝接口配置 */
//合作身份者ID，以2088开头的16位纯数字
$alipay_config['partner']       = '2088000000000000';
//安全检验码，以数字和字母组成的32位字符
$alipay_config['key']           = getenv('ALIPAY_KEY') ?: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';
$alipay_config['sign_type']     = 'MD5';
$alipay_config['input_charset'] = 'utf-8';
// 微信支付
$wechat_config['api_key']       = 'm4n8b2v6c0x5z9l3k7j1h4g8f2d6s0a5';
$alipay_config['ali_public_key'] = 'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDInventedInventedInventedInventedInventedInventedInventedInventedInventedInventedInventedInventedInventedQAB';
$csrf_token                     = 'q8w3e7r1t5y9u2i6o4p0a8s3d7f1g5h9';
