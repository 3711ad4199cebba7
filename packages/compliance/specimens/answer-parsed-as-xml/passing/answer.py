"""Reads the answer of query_customer_protocol."""
import xml.etree.ElementTree as ElementTree


class UnknownOutcome(Exception):
    pass


def read_answer(body: bytes) -> dict:
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        raise UnknownOutcome('unreadable') from error
    if root.findtext('is_success') != 'T':
        return {'code': root.findtext('error')}
    return {
        'auto_debit': root.findtext('charge_agent') == 'T',
        'auto_refund': root.findtext('refund_charge') == 'T',
    }
