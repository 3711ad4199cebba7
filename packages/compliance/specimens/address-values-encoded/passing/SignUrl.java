package com.example.tickets.pay;

import java.net.URLEncoder;

public class SignUrl {
    /** Signed as it is, sent encoded. */
    public static String of(String partner, String email, String key) throws java.io.UnsupportedEncodingException {
        String joined = "_input_charset=utf-8&email=" + email + "&partner=" + partner + "&service=sign_protocol_with_partner";
        String sign = Md5.hex(joined + key, "utf-8");
        return "https://mapi.alipay.com/gateway.do?_input_charset=utf-8&service=sign_protocol_with_partner&partner=" + partner
            + "&email=" + URLEncoder.encode(email, "utf-8") + "&sign=" + sign + "&sign_type=MD5";
    }
}
