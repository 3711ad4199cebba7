def sign_request(email):
    # Whether he has signed: query_customer_protocol (to do)
    return {'service': 'sign_protocol_with_partner', 'email': email, '_input_charset': 'utf-8'}
