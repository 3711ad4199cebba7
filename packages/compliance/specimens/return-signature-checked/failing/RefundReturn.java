package com.example.tickets.pay;

import javax.servlet.http.HttpServletRequest;

/** Where Alipay's page sends the browser after a payment; agreements are asked with query_customer_protocol. */
public class PaymentReturn {
    static final String BEFORE = "query_customer_protocol";

    public String handle(HttpServletRequest request, Orders orders) {
        String order = request.getParameter("out_trade_no");
        if ("TRADE_SUCCESS".equals(request.getParameter("trade_status"))) {
            orders.markPaid(order);
        }
        return "redirect:/orders/" + order;
    }
}
