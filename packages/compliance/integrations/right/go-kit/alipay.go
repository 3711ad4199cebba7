package alipay

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"time"
)

const gateway = "https://mapi.alipay.com/gateway.do"

var client = &http.Client{Timeout: 15 * time.Second}

// Config comes from the environment and a file that nobody else may read.
type Config struct {
	Partner string
	Key     string
}

var form = template.Must(template.New("sign").Parse(
	`<form action="{{ .Gateway }}?_input_charset=utf-8" method="post">` +
		`{{ range $name, $value := .Fields }}<input type="hidden" name="{{ $name }}" value="{{ $value }}">{{ end }}` +
		`<button>去支付宝签约</button></form>`))

func (c Config) sign(params map[string]string) string {
	names := make([]string, 0, len(params))
	for name, value := range params {
		if name == "sign" || name == "sign_type" || value == "" {
			continue
		}
		names = append(names, name)
	}
	sort.Strings(names)
	pieces := make([]string, len(names))
	for at, name := range names {
		pieces[at] = name + "=" + params[name]
	}
	sum := md5.Sum([]byte(strings.Join(pieces, "&") + c.Key))
	return hex.EncodeToString(sum[:])
}

func (c Config) request(params map[string]string) map[string]string {
	params["partner"] = c.Partner
	params["_input_charset"] = "utf-8"
	params["sign"] = c.sign(params)
	params["sign_type"] = "MD5"
	return params
}

// SignForm writes the form that takes an agent to Alipay.
func (c Config) SignForm(w io.Writer, email string) error {
	fields := c.request(map[string]string{"service": "sign_protocol_with_partner", "email": email})
	return form.Execute(w, map[string]any{"Gateway": gateway, "Fields": fields})
}

type answer struct {
	IsSuccess    string `xml:"is_success"`
	ChargeAgent  string `xml:"charge_agent"`
	RefundCharge string `xml:"refund_charge"`
	Error        string `xml:"error"`
}

// Query says which halves an agent has signed; an error leaves that unknown.
func (c Config) Query(email string) (debit, refund bool, err error) {
	values := url.Values{}
	params := c.request(map[string]string{
		"service":    "query_customer_protocol",
		"biz_type":   "10004",
		"user_email": email,
	})
	for name, value := range params {
		values.Set(name, value)
	}
	response, err := client.Get(gateway + "?" + values.Encode())
	if err != nil {
		return false, false, fmt.Errorf("no answer: %w", err)
	}
	defer response.Body.Close()
	var read answer
	if err := xml.NewDecoder(response.Body).Decode(&read); err != nil {
		return false, false, fmt.Errorf("unreadable answer: %w", err)
	}
	if read.IsSuccess != "T" {
		return false, false, fmt.Errorf("refused: %s", read.Error)
	}
	return read.ChargeAgent == "T", read.RefundCharge == "T", nil
}
