<?php
class AlipaySubmit
{
    var $alipay_gateway_new = 'https://mapi.alipay.com/gateway.do?';

    function buildRequestForm($para, $charset, $sign)
    {
        $sHtml = "<form id='alipaysubmit' name='alipaysubmit' action='" . $this->alipay_gateway_new . "_input_charset=" . $charset . "' method='post'>";
        foreach ($para as $key => $val) {
            $sHtml .= '<input type="hidden" name="' . htmlspecialchars($key) . '" value="' . htmlspecialchars($val, ENT_QUOTES, $charset) . '">';
        }
        $sHtml .= '<input type="hidden" name="sign" value="' . $sign . '">';
        return $sHtml . "<input type='submit' value='签约'></form>";
    }
}
