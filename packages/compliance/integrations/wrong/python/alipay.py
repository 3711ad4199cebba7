# -*- coding: utf-8 -*-
"""
支付宝接口
"""
import hashlib
import logging
from urllib import urlencode, urlopen
from xml.dom import minidom

from django.conf import settings

_GATEWAY = 'https://mapi.alipay.com/gateway.do?'
ALIPAY_KEY = 'x7h2k9q4w1m8z5v3t6r0p2n4b7c1d9f3'
ALIPAY_PARTNER = '2088000000000000'


def params_filter(params):
    ks = params.keys()
    ks.sort()
    newparams = {}
    prestr = ''
    for k in ks:
        v = params[k]
        if k not in ('sign',) and v != '':
            newparams[k] = v
            prestr += '%s=%s&' % (k, v)
    prestr = prestr[:-1]
    return newparams, prestr


def build_mysign(prestr, key, sign_type='MD5'):
    logging.info('presign %s key %s', prestr, ALIPAY_KEY)
    return hashlib.md5(prestr + key).hexdigest()


def sign_protocol_with_partner(email):
    params = {
        'service': 'sign_protocol_with_partner',
        'partner': ALIPAY_PARTNER,
        '_input_charset': 'utf-8',
        'email': email,
        'return_url': settings.ALIPAY_RETURN_URL,
        'sign_type': 'MD5',
    }
    params, prestr = params_filter(params)
    params['sign'] = build_mysign(prestr, ALIPAY_KEY)
    return _GATEWAY + urlencode(params)


def is_signed(email):
    params = {
        'service': 'query_customer_protocol',
        'partner': ALIPAY_PARTNER,
        '_input_charset': 'utf-8',
        'biz_type': '10004',
        'user_email': email,
    }
    params, prestr = params_filter(params)
    params['sign'] = build_mysign(prestr, ALIPAY_KEY)
    params['sign_type'] = 'MD5'
    try:
        xml = urlopen(_GATEWAY + urlencode(params)).read()
        root = minidom.parseString(xml).documentElement
        return root.childNodes[0].firstChild.data == 'T' and root.childNodes[1].firstChild.data == 'T'
    except Exception:
        return False
