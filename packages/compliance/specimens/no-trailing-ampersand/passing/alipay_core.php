<?php
/**
 * 把数组所有元素，按照“参数=参数值”的模式用“&”字符拼接成字符串
 */
function createLinkstring($para)
{
    $arg = "";
    foreach ($para as $key => $val) {
        $arg .= $key . "=" . $val . "&";
    }
    //去掉最后一个&字符
    $arg = substr($arg, 0, strlen($arg) - 1);
    return $arg;
}

function query_string($para, $sign)
{
    $query = "_input_charset=utf-8&";
    foreach ($para as $name => $val) {
        if ($val == "") continue;
        $query .= $name . "=" . urlencode($val) . "&";
    }
    return $query . "sign=" . $sign . "&sign_type=MD5";
}
