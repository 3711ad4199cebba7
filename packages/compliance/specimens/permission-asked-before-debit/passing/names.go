package pay

// Shown in the list of operations.
var names = map[string]string{
	"cae_charge_agent":                 "代扣",
	"refund_fastpay_by_platform_nopwd": "批量无密退款",
}

func isDebit(operation string) bool {
	return operation == "cae_charge_agent"
}
