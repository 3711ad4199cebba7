import unittest

from pay.signature import sign


class SignatureTest(unittest.TestCase):
    def test_of_a_query(self):
        parameters = {'service': 'query_customer_protocol', 'partner': '2088000000000000', '_input_charset': 'utf-8'}
        self.assertEqual(sign(parameters, 'm4n8b2v6c0x5z9l3k7j1h4g8f2d6s0a5'), '9f0c1a5be2d34c1f8a77d0e6b1c2d3e4')
