package pay

import "time"

const first = "query_customer_protocol"

func refundRequest(details string, now time.Time) map[string]string {
	return map[string]string{
		"service":     "refund_fastpay_by_platform_nopwd",
		"batch_no":    now.Format("20060102150405"),
		"refund_date": now.Format("2006-01-02 15:04:05"),
		"batch_num":   "1",
		"detail_data": details,
	}
}
