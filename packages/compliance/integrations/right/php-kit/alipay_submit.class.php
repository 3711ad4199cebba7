<?php
require_once 'alipay_core.function.php';

class AlipaySubmit
{
    private $alipay_config;
    private $alipay_gateway_new = 'https://mapi.alipay.com/gateway.do?';

    public function __construct()
    {
        $this->alipay_config = array(
            'partner'       => getenv('ALIPAY_PARTNER'),
            'key'           => trim(file_get_contents(getenv('ALIPAY_KEY_FILE'))),
            'sign_type'     => 'MD5',
            'input_charset' => 'utf-8',
            'cacert'        => __DIR__ . '/cacert.pem',
        );
    }

    private function buildRequestPara(array $para_temp)
    {
        $para = paraFilter($para_temp);
        $mysign = md5(createLinkstring($para) . $this->alipay_config['key']);
        $para['sign'] = $mysign;
        $para['sign_type'] = $this->alipay_config['sign_type'];
        return $para;
    }

    /** 签约表单 */
    public function buildRequestForm($email, $button_name)
    {
        $para = $this->buildRequestPara(array(
            'service'        => 'sign_protocol_with_partner',
            'partner'        => $this->alipay_config['partner'],
            '_input_charset' => $this->alipay_config['input_charset'],
            'email'          => $email,
        ));
        $sHtml = '<form id="alipaysubmit" action="' . $this->alipay_gateway_new . '_input_charset=' . $this->alipay_config['input_charset'] . '" method="post">';
        foreach ($para as $key => $val) {
            $sHtml .= '<input type="hidden" name="' . $key . '" value="' . htmlspecialchars($val, ENT_QUOTES, 'UTF-8') . '"/>';
        }
        return $sHtml . '<input type="submit" value="' . htmlspecialchars($button_name, ENT_QUOTES, 'UTF-8') . '"/></form>';
    }

    /** 查询签约情况；异常表示结果未知 */
    public function query_protocol($email)
    {
        $para = $this->buildRequestPara(array(
            'service'        => 'query_customer_protocol',
            'partner'        => $this->alipay_config['partner'],
            '_input_charset' => $this->alipay_config['input_charset'],
            'biz_type'       => '10004',
            'user_email'     => $email,
        ));
        $text = getHttpResponseGET($this->alipay_gateway_new . http_build_query($para), $this->alipay_config['cacert']);
        $doc = new DOMDocument();
        if (!$doc->loadXML($text, LIBXML_NONET)) {
            throw new UnexpectedValueException('the answer cannot be read');
        }
        if ($this->textOf($doc, 'is_success') !== 'T') {
            throw new AlipayRefused($this->textOf($doc, 'error'));
        }
        return array(
            'debit'  => $this->textOf($doc, 'charge_agent') === 'T',
            'refund' => $this->textOf($doc, 'refund_charge') === 'T',
        );
    }

    private function textOf(DOMDocument $doc, $name)
    {
        $found = $doc->getElementsByTagName($name);
        return $found->length === 1 ? $found->item(0)->nodeValue : null;
    }
}
