<?php
// 与支付宝网关相关的只有 query_customer_protocol；以下是自己的订单查询
$service = 'query_customer_protocol';
$status = $_GET['order_status'];
