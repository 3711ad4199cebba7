<?php
// 退款之前先以 query_customer_protocol 查询
const FIRST = 'query_customer_protocol';

function refund_request($details)
{
    return array(
        'service' => 'refund_fastpay_by_platform_nopwd',
        'batch_no' => date('YmdHis'),
        'refund_date' => date('Y-m-d h:i:s'),
        'batch_num' => '1',
        'detail_data' => $details,
    );
}
