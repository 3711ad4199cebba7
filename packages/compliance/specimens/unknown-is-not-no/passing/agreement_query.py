"""Asks Alipay whether an agent has signed."""
import hashlib
import os
from xml.etree import ElementTree

import requests

GATEWAY = 'https://mapi.alipay.com/gateway.do'


class GatewayError(Exception):
    pass


def sign(parameters, key):
    joined = '&'.join('%s=%s' % (name, parameters[name]) for name in sorted(parameters))
    return hashlib.md5((joined + key).encode('utf-8')).hexdigest()


def page_number(text):
    try:
        return int(text)
    except ValueError:
        return 0


def cached(cache, name):
    try:
        return cache.get(name)
    except IOError:
        return False


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
    try:
        response = requests.get(GATEWAY, params=parameters, timeout=(5, 15))
    except requests.RequestException as failure:
        raise GatewayError('unreachable') from failure
    answer = ElementTree.fromstring(response.content)
    if answer.findtext('is_success') != 'T':
        raise GatewayError(answer.findtext('error'))
    return answer.findtext('charge_agent') == 'T', answer.findtext('refund_charge') == 'T'
