package alipay

import (
	"crypto/md5"
	"crypto/tls"
	"encoding/hex"
	"io/ioutil"
	"log"
	"net/http"
	"net/url"
	"sort"
	"strings"
)

const (
	AlipayGateway = "https://mapi.alipay.com/gateway.do"
	AlipayPartner = "2088000000000000"
	AlipayKey     = "x7h2k9q4w1m8z5v3t6r0p2n4b7c1d9f3"
)

var client = &http.Client{
	Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
}

func sign(params map[string]string) string {
	keys := make([]string, 0, len(params))
	for k := range params {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var prestr string
	for _, k := range keys {
		if k == "sign" {
			continue
		}
		prestr += k + "=" + params[k] + "&"
	}
	prestr = strings.TrimRight(prestr, "&")
	log.Printf("prestr=%s key=%s", prestr, AlipayKey)
	sum := md5.Sum([]byte(prestr + AlipayKey))
	return hex.EncodeToString(sum[:])
}

// IsSigned reports whether the agent has signed.
func IsSigned(email string) bool {
	params := map[string]string{
		"service":        "query_customer_protocol",
		"partner":        AlipayPartner,
		"_input_charset": "utf-8",
		"biz_type":       "10004",
		"user_email":     email,
		"sign_type":      "MD5",
	}
	values := url.Values{}
	for k, v := range params {
		values.Set(k, v)
	}
	values.Set("sign", sign(params))
	resp, err := client.Get(AlipayGateway + "?" + values.Encode())
	if err != nil {
		log.Println(err)
		return false
	}
	defer resp.Body.Close()
	body, err := ioutil.ReadAll(resp.Body)
	if err != nil {
		return false
	}
	return strings.Contains(string(body), "<is_success>T</is_success>")
}
