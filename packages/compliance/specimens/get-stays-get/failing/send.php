<?php
function send($query)
{
    $url = 'https://mapi.alipay.com/gateway.do?' . $query;
    $curl = curl_init($url);
    curl_setopt($curl, CURLOPT_TIMEOUT, 15);
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
    if (strlen($url) > 1024) {
        curl_setopt($curl, CURLOPT_URL, 'https://mapi.alipay.com/gateway.do');
        curl_setopt($curl, CURLOPT_POST, true);
        curl_setopt($curl, CURLOPT_POSTFIELDS, $query);
    }
    return curl_exec($curl);
}
