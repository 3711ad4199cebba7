def read(root):
    return {'debit': root.findtext('charge_agent') == 'T', 'refund': root.findtext('refund_charge') == 'T'}
