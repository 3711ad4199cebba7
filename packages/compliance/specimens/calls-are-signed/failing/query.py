import requests

GATEWAY = 'https://mapi.alipay.com/gateway.do'


def query(partner, email):
    parameters = {
        'service': 'query_customer_protocol',
        'partner': partner,
        '_input_charset': 'utf-8',
        'biz_type': '10004',
        'user_email': email,
    }
    return requests.get(GATEWAY, params=parameters, timeout=15).content
