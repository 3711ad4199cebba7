def sign_url(partner, email, sign):
    return (
        f'https://mapi.alipay.com/gateway.do?_input_charset=utf-8&service=sign_protocol_with_partner'
        f'&partner={partner}' + '&email=' + email + '&sign=' + sign + '&sign_type=MD5'
    )
