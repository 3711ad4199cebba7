import os
from urllib.parse import urlencode

from alipay.signature import signed

GATEWAY = "https://mapi.alipay.com/gateway.do"


def signing_url(email):
    """https://mapi.alipay.com/gateway.do?_input_charset=utf-8&service=sign_protocol_with_partner&sign=..."""
    fields = signed({"service": "sign_protocol_with_partner", "email": email}, os.environ["ALIPAY_KEY"])
    return GATEWAY + "?" + urlencode(fields)
