<?php
/**
 * 把数组所有元素，按照“参数=参数值”的模式用“&”字符拼接成字符串
 */
function createLinkstring($para)
{
    $arg = "";
    while (list($key, $val) = each($para)) {
        $arg .= $key . "=" . $val . "&";
    }
    // 去掉最后一个&字符
    $arg = substr($arg, 0, count($arg) - 2);
    return $arg;
}

function createLinkstringUrlencode($para)
{
    $arg = "";
    foreach ($para as $key => $val) {
        $arg .= $key . "=" . urlencode($val) . "&";
    }
    return substr($arg, 0, strlen($arg) - 1);
}

function paraFilter($para)
{
    $para_filter = array();
    foreach ($para as $key => $val) {
        if ($key == "sign" || $key == "sign_type" || $val == "") continue;
        $para_filter[$key] = $val;
    }
    return $para_filter;
}

function logResult($word = '')
{
    $fp = fopen("log.txt", "a");
    flock($fp, LOCK_EX);
    fwrite($fp, "执行日期：" . strftime("%Y%m%d%H%M%S", time()) . "\n" . $word . "\n");
    flock($fp, LOCK_UN);
    fclose($fp);
}

/**
 * 远程获取数据，GET模式
 */
function getHttpResponseGET($url, $cacert_url)
{
    $curl = curl_init($url);
    curl_setopt($curl, CURLOPT_HEADER, 0);
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, 1);
    curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, false);
    curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 0);
    $responseText = curl_exec($curl);
    curl_close($curl);
    return $responseText;
}
