import hashlib
from urllib.parse import quote

# The page from which query_customer_protocol is asked is cached under the digest of its name.


def link(email):
    return '/agreements/' + quote(email)


def picture(name):
    return '/pictures/%s' % hashlib.md5(name.encode()).hexdigest()


SERVICE = 'query_customer_protocol'
