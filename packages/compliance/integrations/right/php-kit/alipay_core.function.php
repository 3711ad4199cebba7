<?php
/**
 * 除去空值和签名参数，并按名称排序
 */
function paraFilter(array $para)
{
    $para_filter = array();
    foreach ($para as $key => $val) {
        if ($key === 'sign' || $key === 'sign_type' || (string) $val === '') {
            continue;
        }
        $para_filter[$key] = (string) $val;
    }
    ksort($para_filter);
    return $para_filter;
}

/**
 * 参数=参数值，以“&”连接，不编码：用于签名
 */
function createLinkstring(array $para)
{
    $pieces = array();
    foreach ($para as $key => $val) {
        $pieces[] = $key . '=' . $val;
    }
    return implode('&', $pieces);
}

/**
 * 远程获取数据，GET模式
 *
 * @throws RuntimeException 没有得到应答，结果未知
 */
function getHttpResponseGET($url, $cacert_url)
{
    $curl = curl_init($url);
    curl_setopt($curl, CURLOPT_HEADER, 0);
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, 1);
    curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, true);
    curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 2);
    curl_setopt($curl, CURLOPT_CAINFO, $cacert_url);
    curl_setopt($curl, CURLOPT_CONNECTTIMEOUT, 5);
    curl_setopt($curl, CURLOPT_TIMEOUT, 15);
    $responseText = curl_exec($curl);
    $problem = curl_error($curl);
    curl_close($curl);
    if ($responseText === false) {
        throw new RuntimeException('no answer: ' . $problem);
    }
    return $responseText;
}
