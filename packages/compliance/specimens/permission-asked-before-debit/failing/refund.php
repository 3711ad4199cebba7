<?php
function refund_request($batch_no, $details)
{
    return array(
        'service' => 'refund_fastpay_by_platform_nopwd',
        'batch_no' => $batch_no,
        'refund_date' => date('Y-m-d H:i:s'),
        'batch_num' => '1',
        'detail_data' => $details,
    );
}
