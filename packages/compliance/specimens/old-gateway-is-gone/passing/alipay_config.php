<?php
// 旧网关 https://www.alipay.com/cooperate/gateway.do 已不再使用
$gateway = "https://mapi.alipay.com/gateway.do?";
$home = "https://www.alipay.com/";
