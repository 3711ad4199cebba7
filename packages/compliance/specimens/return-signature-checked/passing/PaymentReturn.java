package com.example.tickets.pay;

import javax.servlet.http.HttpServletRequest;

public class PaymentReturn {
    static final String BEFORE = "query_customer_protocol";

    public String handle(HttpServletRequest request, Orders orders) {
        String order = request.getParameter("out_trade_no");
        if (AlipayNotify.verify(request.getParameterMap()) && "TRADE_SUCCESS".equals(request.getParameter("trade_status"))) {
            orders.markPaid(order);
        }
        return "redirect:/orders/" + order;
    }
}
