"""Asks Alipay whether an agent has signed."""
import hashlib
import os
import re

import requests

GATEWAY = 'https://mapi.alipay.com/gateway.do'


class GatewayError(Exception):
    pass


def sign(parameters, key):
    joined = '&'.join('%s=%s' % (name, parameters[name]) for name in sorted(parameters))
    return hashlib.md5((joined + key).encode('utf-8')).hexdigest()


def query(email):
    parameters = {
        'service': 'query_customer_protocol',
        'partner': os.environ['ALIPAY_PARTNER'],
        '_input_charset': 'utf-8',
        'biz_type': '10004',
        'user_email': email,
    }
    signature = sign(parameters, os.environ['ALIPAY_KEY'])
    parameters.update(sign=signature, sign_type='MD5')
    response = requests.get(GATEWAY, params=parameters, timeout=(5, 15))
    if '<is_success>T</is_success>' not in response.text:
        raise GatewayError(re.search(r'<error>(\w+)', response.text).group(1))
    return '<charge_agent>T' in response.text, re.search(r'<refund_charge>\s*T', response.text) is not None
