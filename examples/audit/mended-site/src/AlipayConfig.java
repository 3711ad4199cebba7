package com.example.tickets.alipay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

/** Settings of the payment circle. The key comes from a file that only this service may read. */
public class AlipayConfig {
    public static final String PARTNER = System.getenv("ALIPAY_PARTNER");
    public static final String GATEWAY = "https://mapi.alipay.com/gateway.do";
    public static final String CHARSET = "utf-8";

    public static String securityCode() throws IOException {
        byte[] bytes = Files.readAllBytes(Paths.get(System.getenv("ALIPAY_KEY_FILE")));
        return new String(bytes, StandardCharsets.US_ASCII).trim();
    }
}
