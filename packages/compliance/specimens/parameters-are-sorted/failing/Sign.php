<?php
class Sign
{
    const GATEWAY = 'https://mapi.alipay.com/gateway.do';

    public function url($email)
    {
        $parameters = array(
            'service' => 'sign_protocol_with_partner',
            'partner' => getenv('ALIPAY_PARTNER'),
            '_input_charset' => 'utf-8',
            'email' => $email,
        );
        $pieces = array();
        foreach ($parameters as $name => $value) {
            $pieces[] = $name . '=' . $value;
        }
        $sign = md5(implode('&', $pieces) . getenv('ALIPAY_KEY'));
        return self::GATEWAY . '?' . http_build_query($parameters + array('sign' => $sign, 'sign_type' => 'MD5'));
    }
}
