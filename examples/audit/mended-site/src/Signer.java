package com.example.tickets.alipay;

import java.net.URLEncoder;
import java.util.Map;

/** Signs a request. */
public class Signer {

    public static String query(Map<String, String> sorted) throws Exception {
        StringBuilder preSign = new StringBuilder();
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, String> entry : sorted.entrySet()) {
            if (preSign.length() > 0) {
                preSign.append("&");
            }
            preSign.append(entry.getKey()).append("=").append(entry.getValue());
            query.append(entry.getKey()).append("=").append(URLEncoder.encode(entry.getValue(), "utf-8")).append("&");
        }
        String sign = Md5.hex(preSign + AlipayConfig.securityCode(), "utf-8");
        return query + "sign=" + sign + "&sign_type=MD5";
    }
}
