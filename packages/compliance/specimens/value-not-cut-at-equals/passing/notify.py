EXPECTED = ('_input_charset', 'sign', 'sign_type')


def read(body):
    pairs = [pair.split('=', 1) for pair in body.split('&')]
    return {name: value for name, value in pairs if name not in EXPECTED}


def language(cookie):
    return cookie.split('=')[1]
