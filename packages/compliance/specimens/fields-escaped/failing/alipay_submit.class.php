<?php
class AlipaySubmit
{
    var $alipay_gateway_new = 'https://mapi.alipay.com/gateway.do?';

    function buildRequestForm($para, $charset)
    {
        $sHtml = "<form id='alipaysubmit' name='alipaysubmit' action='" . $this->alipay_gateway_new . "_input_charset=" . $charset . "' method='post'>";
        foreach ($para as $key => $val) {
            $sHtml .= "<input type='hidden' name='" . $key . "' value='" . $val . "'/>";
        }
        return $sHtml . "<input type='submit' value='签约'></form><script>document.forms['alipaysubmit'].submit();</script>";
    }
}
