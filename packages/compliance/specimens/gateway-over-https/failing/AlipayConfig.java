package com.example.tickets.pay;

public final class AlipayConfig {
    public static final String GATEWAY = "http://mapi.alipay.com/gateway.do?";
    public static final String PARTNER = System.getenv("ALIPAY_PARTNER");
    public static final String CHARSET = "utf-8";
}
