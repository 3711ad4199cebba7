from pay.signature import compute


def verify_sign(parameters):
    """In front of everything that Alipay calls, with _input_charset utf-8."""
    return compute(parameters) == parameters['sign']


CHARSET = '_input_charset'
