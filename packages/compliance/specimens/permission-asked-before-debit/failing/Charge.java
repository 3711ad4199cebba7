package com.example.tickets.pay;

import java.util.Map;
import java.util.TreeMap;

/** 机票代扣 */
public class Charge {
    static Map<String, String> request(String order, String amount, String account) {
        Map<String, String> parameters = new TreeMap<String, String>();
        parameters.put("service", "cae_charge_agent");
        parameters.put("out_order_no", order);
        parameters.put("amount", amount);
        parameters.put("trans_account_out", account);
        parameters.put("charge_type", "trade");
        return parameters;
    }
}
