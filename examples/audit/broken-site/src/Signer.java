package com.example.tickets.alipay;

import java.net.URLEncoder;
import java.util.Map;
import java.util.logging.Logger;

/** Signs a request. */
public class Signer {
    private static final Logger LOG = Logger.getLogger("alipay");

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
        LOG.info("sign " + preSign + AlipayConfig.KEY);
        return query + "sign=" + Md5.hex(preSign + AlipayConfig.KEY, "utf-8") + "&sign_type=MD5";
    }
}
