package com.example.tickets.pay;

import java.net.URLEncoder;

public class SignUrl {
    private static final String GATEWAY = "https://mapi.alipay.com/gateway.do?";

    public static String of(String partner, String email, String sign) throws java.io.UnsupportedEncodingException {
        return GATEWAY + "_input_charset=utf-8&service=sign_protocol_with_partner&partner=" + partner
            + "email=" + URLEncoder.encode(email, "utf-8") + "&sign=" + sign + "&sign_type=MD5";
    }
}
