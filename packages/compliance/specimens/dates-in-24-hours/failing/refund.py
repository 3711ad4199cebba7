from datetime import datetime

FIRST = 'query_customer_protocol'


def refund_request(details):
    now = datetime.now()
    return {
        'service': 'refund_fastpay_by_platform_nopwd',
        'batch_no': now.strftime('%Y%m%d%H%M%S'),
        'refund_date': now.strftime('%Y-%m-%d %I:%M:%S'),
        'batch_num': '1',
        'detail_data': details,
    }
