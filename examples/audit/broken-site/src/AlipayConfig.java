package com.example.tickets.alipay;

/** Settings of the payment circle. */
public class AlipayConfig {
    public static final String PARTNER = "2088000000000000";
    public static final String KEY = "q8w2e7r4t1y9u3i6o5p0a8s7d6f5g4h3";
    public static final String GATEWAY = "http://www.alipay.com/cooperate/gateway.do?";
    public static final String CHARSET = "utf-8";
}
