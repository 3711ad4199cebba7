package com.example.tickets.pay;

import java.net.URLEncoder;

public class SignUrl {
    private static final String GATEWAY = "https://mapi.alipay.com/gateway.do?";
    private static final String CHARSET = "_input_charset=utf-8&";

    public static String of(String partner, String email, String sign) throws java.io.UnsupportedEncodingException {
        StringBuilder url = new StringBuilder(GATEWAY + CHARSET);
        url.append("service=sign_protocol_with_partner").append("&partner=").append(partner);
        url.append("&email=").append(URLEncoder.encode(email, "utf-8"));
        return url + "&sign=" + sign + "&" + "sign_type=MD5";
    }
}
