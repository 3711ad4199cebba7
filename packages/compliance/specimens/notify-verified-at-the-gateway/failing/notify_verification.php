<?php
class AlipayNotify
{
    var $https_verify_url = 'https://openapi.alipay.com/gateway.do?service=notify_verify&';

    function getResponse($notify_id, $partner)
    {
        return getHttpResponseGET($this->https_verify_url . 'partner=' . $partner . '&notify_id=' . $notify_id);
    }
}
