<?php
$gateway = "https://www.alipay.com/cooperate/gateway.do?";
$_input_charset = 'utf-8';
$sign_type = 'MD5';
