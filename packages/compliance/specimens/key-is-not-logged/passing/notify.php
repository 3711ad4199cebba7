<?php
// 异步通知：记录收到的参数
$logger->info('支付宝通知', array('notify_type' => $_POST['notify_type'], '_input_charset' => 'utf-8'));
foreach ($_POST as $key => $value) {
    error_log($key . '=' . $value);
}
error_log('cache key ' . $cacheKey . ', public key file ' . $alipay_config['ali_public_key_path']);
