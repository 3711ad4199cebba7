package com.example.tickets.pay;

public class SignUrl {
    public static String of(String partner, String email, String sign) {
        return "https://mapi.alipay.com/gateway.do?_input_charset=utf-8&service=sign_protocol_with_partner&partner=" + partner
            + "&email=" + email + "&sign=" + sign + "&sign_type=MD5";
    }
}
