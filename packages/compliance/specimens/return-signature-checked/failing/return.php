<?php
// 支付宝同步返回
require 'query_customer_protocol.php';

$order = $_GET['out_trade_no'];
if ($_GET['is_success'] == 'T') {
    update_order($order, 'paid');
}
header('Location: /orders.php?no=' . urlencode($order));
