SERVICE = 'sign_protocol_with_partner'


def signature_callback(document):
    """The signature under a paper contract, by another provider."""
    document.signed = True
