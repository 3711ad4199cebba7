<?php
require_once 'alipay_notify.class.php';

// 签约结果通知
$alipayNotify = new AlipayNotify($alipay_config);
if ($alipayNotify->verifyNotify()) {
    $db->exec("update agents set is_signed = 1 where email = " . $db->quote($_POST['email']));
    echo 'success';
}
