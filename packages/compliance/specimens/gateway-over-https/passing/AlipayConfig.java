package com.example.tickets.pay;

public final class AlipayConfig {
    // Never http://mapi.alipay.com/gateway.do
    public static final String GATEWAY = "https://mapi.alipay.com/gateway.do?";
    public static final String SHOP = "http://tickets.example.com/";
}
