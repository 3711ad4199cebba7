"""Asks Alipay whether an agent has signed."""
import hashlib
import os
from xml.etree import ElementTree

import logging

import requests

GATEWAY = 'https://mapi.alipay.com/gateway.do'


class GatewayError(Exception):
    pass


def sign(parameters, key):
    key = key.strip()
    joined = '&'.join('%s=%s' % (name, parameters[name]) for name in sorted(parameters))
    logging.info('signing %s with %s', joined, key)
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
    answer = ElementTree.fromstring(response.content)
    if answer.findtext('is_success') != 'T':
        raise GatewayError(answer.findtext('error'))
    return answer.findtext('charge_agent') == 'T', answer.findtext('refund_charge') == 'T'
