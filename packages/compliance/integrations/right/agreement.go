package pay

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strings"
	"time"
)

const gateway = "https://mapi.alipay.com/gateway.do"

var client = &http.Client{Timeout: 15 * time.Second}

type answer struct {
	IsSuccess    string `xml:"is_success"`
	ChargeAgent  string `xml:"charge_agent"`
	RefundCharge string `xml:"refund_charge"`
	Code         string `xml:"error"`
}

func sign(parameters map[string]string, key string) string {
	names := make([]string, 0, len(parameters))
	for name := range parameters {
		names = append(names, name)
	}
	sort.Strings(names)
	pairs := make([]string, 0, len(names))
	for _, name := range names {
		pairs = append(pairs, name+"="+parameters[name])
	}
	sum := md5.Sum([]byte(strings.Join(pairs, "&") + key))
	return hex.EncodeToString(sum[:])
}

// QueryAgreement tells which halves an agent has signed.
func QueryAgreement(email string) (debit, refund bool, err error) {
	parameters := map[string]string{
		"service":        "query_customer_protocol",
		"partner":        os.Getenv("ALIPAY_PARTNER"),
		"_input_charset": "utf-8",
		"biz_type":       "10004",
		"user_email":     email,
	}
	query := url.Values{}
	for name, value := range parameters {
		query.Set(name, value)
	}
	query.Set("sign", sign(parameters, os.Getenv("ALIPAY_KEY")))
	query.Set("sign_type", "MD5")
	response, err := client.Get(gateway + "?" + query.Encode())
	if err != nil {
		return false, false, err
	}
	defer response.Body.Close()
	var read answer
	if err := xml.NewDecoder(response.Body).Decode(&read); err != nil {
		return false, false, err
	}
	if read.IsSuccess != "T" {
		return false, false, errors.New(read.Code)
	}
	return read.ChargeAgent == "T", read.RefundCharge == "T", nil
}
