def freeze_request(trade, details):
    return {'service': 'air_trade_refund_freeze', 'trade_no': trade, 'freeze_details': details}
