package com.example.tickets.pay;

import java.util.Map;
import java.util.TreeMap;

/** Alipay's newer interface, where sign_type takes part in the signature. */
public class OpenApi {
    static Map<String, String> request(String appId, RsaSigner signer) {
        Map<String, String> parameters = new TreeMap<String, String>();
        parameters.put("app_id", appId);
        parameters.put("method", "alipay.user.agreement.query");
        parameters.put("charset", "utf-8");
        parameters.put("sign_type", "RSA2");
        parameters.put("sign", signer.sign(parameters));
        return parameters;
    }
}
