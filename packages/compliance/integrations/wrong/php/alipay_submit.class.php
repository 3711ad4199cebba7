<?php
require_once("alipay_core.function.php");

class AlipaySubmit
{
    var $alipay_config;
    var $alipay_gateway_new = 'https://mapi.alipay.com/gateway.do?';

    function __construct($alipay_config)
    {
        $this->alipay_config = $alipay_config;
    }

    function buildRequestPara($para_temp)
    {
        $para_filter = paraFilter($para_temp);
        ksort($para_filter);
        $prestr = createLinkstring($para_filter);
        logResult("签名字符串：" . $prestr . $this->alipay_config['key']);
        $para_filter['sign'] = md5($prestr . $this->alipay_config['key']);
        $para_filter['sign_type'] = strtoupper(trim($this->alipay_config['sign_type']));
        return $para_filter;
    }

    function buildRequestForm($para_temp, $method, $button_name)
    {
        $para = $this->buildRequestPara($para_temp);
        $sHtml = "<form id='alipaysubmit' name='alipaysubmit' action='" . $this->alipay_gateway_new . "_input_charset=" . trim(strtolower($this->alipay_config['input_charset'])) . "' method='" . $method . "'>";
        while (list($key, $val) = each($para)) {
            $sHtml .= "<input type='hidden' name='" . $key . "' value='" . $val . "'/>";
        }
        $sHtml = $sHtml . "<input type='submit' name='submit' value='" . $button_name . "'></form>";
        $sHtml = $sHtml . "<script>document.forms['alipaysubmit'].submit();</script>";
        return $sHtml;
    }

    /** 查询代理人是否签约 */
    function query_protocol($email)
    {
        $para = $this->buildRequestPara(array(
            "service"        => "query_customer_protocol",
            "partner"        => trim($this->alipay_config['partner']),
            "_input_charset" => trim(strtolower($this->alipay_config['input_charset'])),
            "biz_type"       => "10004",
            "user_email"     => $email,
        ));
        $text = getHttpResponseGET($this->alipay_gateway_new . createLinkstringUrlencode($para), $this->alipay_config['cacert']);
        $doc = new DOMDocument();
        $doc->loadXML($text);
        if ($doc->getElementsByTagName("is_success")->item(0)->nodeValue == "T") {
            return true;
        }
        return false;
    }
}
