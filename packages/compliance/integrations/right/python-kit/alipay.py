# -*- coding: utf-8 -*-
"""
支付宝接口
"""
import hashlib
import logging
from urllib.parse import urlencode
from urllib.request import urlopen
from xml.etree import ElementTree

from django.conf import settings
from django.utils.html import escape

_GATEWAY = 'https://mapi.alipay.com/gateway.do?'

log = logging.getLogger(__name__)


class AlipayRefused(Exception):
    pass


def params_filter(params):
    """除去空值和签名参数"""
    return {k: v for k, v in params.items() if k not in ('sign', 'sign_type') and v != ''}


def build_mysign(params):
    prestr = '&'.join('%s=%s' % (k, params[k]) for k in sorted(params))
    log.info('presign %s', prestr)
    return hashlib.md5((prestr + settings.ALIPAY_KEY).encode('utf-8')).hexdigest()


def build_request(params):
    filtered = params_filter(params)
    return dict(filtered, sign=build_mysign(filtered), sign_type='MD5')


def sign_form(email):
    params = build_request({
        'service': 'sign_protocol_with_partner',
        'partner': settings.ALIPAY_PARTNER,
        '_input_charset': 'utf-8',
        'email': email,
    })
    fields = ''.join(
        '<input type="hidden" name="%s" value="%s">' % (escape(k), escape(v)) for k, v in params.items()
    )
    return '<form action="%s_input_charset=utf-8" method="post">%s<button>去支付宝签约</button></form>' % (_GATEWAY, fields)


def query(email):
    """返回 (自动支付, 自动退款)；URLError 与 ParseError 表示结果未知"""
    params = build_request({
        'service': 'query_customer_protocol',
        'partner': settings.ALIPAY_PARTNER,
        '_input_charset': 'utf-8',
        'biz_type': '10004',
        'user_email': email,
    })
    with urlopen(_GATEWAY + urlencode(params), timeout=15) as response:
        root = ElementTree.fromstring(response.read())
    if root.findtext('is_success') != 'T':
        raise AlipayRefused(root.findtext('error'))
    return root.findtext('charge_agent') == 'T', root.findtext('refund_charge') == 'T'
