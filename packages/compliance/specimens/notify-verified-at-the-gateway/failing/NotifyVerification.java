package com.example.tickets.pay;

/** 核实异步通知 */
public class NotifyVerification {
    private static final String LIVE = "https://mapi.alipay.com/gateway.do";
    private static final String SANDBOX = "https://mapi.alipaydev.com/gateway.do";

    private final boolean sandbox = Boolean.getBoolean("alipay.sandbox");

    public boolean verify(String partner, String notifyId) throws java.io.IOException {
        String gateway = sandbox ? LIVE : SANDBOX;
        return "true".equals(Http.get(gateway + "?service=notify_verify&partner=" + partner + "&notify_id=" + notifyId));
    }
}
