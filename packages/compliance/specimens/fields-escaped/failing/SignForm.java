package com.example.tickets.pay;

import java.util.Map;

public class SignForm {
    static final String ACTION = "https://mapi.alipay.com/gateway.do?_input_charset=utf-8";

    static String of(Map<String, String> parameters) {
        StringBuilder html = new StringBuilder("<form action='" + ACTION + "' method='post'>");
        for (Map.Entry<String, String> entry : parameters.entrySet()) {
            html.append("<input type=hidden name=" + entry.getKey() + " value=").append(entry.getValue()).append(">");
        }
        return html.append("<button>签约</button></form>").toString();
    }
}
