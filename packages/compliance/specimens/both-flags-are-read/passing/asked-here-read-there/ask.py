"""Asks the gateway; what the answer says is read in answer.py."""
from pay.transport import get
from pay.answer import read


def query(email):
    root = get({'service': 'query_customer_protocol', 'biz_type': '10004', 'user_email': email})
    if root.findtext('is_success') == 'T':
        return read(root)
    raise RuntimeError(root.findtext('error'))
