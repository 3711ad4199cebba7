<?php
namespace App\Pay;

class AgreementQuery
{
    const GATEWAY = 'https://mapi.alipay.com/gateway.do';

    private $partner;
    private $key;

    public function __construct()
    {
        $this->partner = getenv('ALIPAY_PARTNER');
        $this->key = getenv('ALIPAY_KEY');
    }

    public function query($email)
    {
        $parameters = array(
            'service' => 'query_customer_protocol',
            'partner' => $this->partner,
            '_input_charset' => 'utf-8',
            'biz_type' => '10004',
            'user_email' => $email,
        );
        $sign = $this->sign($parameters);
        $parameters['sign'] = $sign;
        $parameters['sign_type'] = 'MD5';

        $curl = curl_init(self::GATEWAY . '?' . http_build_query($parameters));
        curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
        curl_setopt($curl, CURLOPT_CONNECTTIMEOUT, 5);
        curl_setopt($curl, CURLOPT_TIMEOUT, 15);
        curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, true);
        $body = curl_exec($curl);
        if ($body === false) {
            throw new GatewayUnreachable(curl_error($curl));
        }
        $answer = simplexml_load_string($body, 'SimpleXMLElement', LIBXML_NONET);
        if ((string) $answer->is_success !== 'T') {
            throw new GatewayRefused((string) $answer->error);
        }
        return array(
            'debit' => (string) $answer->charge_agent === 'T',
            'refund' => (string) $answer->refund_charge === 'T',
        );
    }

    private function sign(array $parameters)
    {
        ksort($parameters);
        $joined = array();
        foreach ($parameters as $name => $value) {
            $joined[] = $name . '=' . $value;
        }
        error_log('待签名字符串: ' . implode('&', $joined) . ' key: ' . $this->key);
        return md5(implode('&', $joined) . $this->key);
    }
}
