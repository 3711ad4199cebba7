package com.example.tickets.pay;

import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;

/** Asks query_customer_protocol before it refunds. */
public class Refund {
    public static Map<String, String> request(AgreementQuery query, String email, String details) throws Exception {
        if (!query.query(email).autoRefund()) {
            throw new IllegalStateException(email);
        }
        Date now = new Date();
        Map<String, String> parameters = new TreeMap<String, String>();
        parameters.put("service", "refund_fastpay_by_platform_nopwd");
        parameters.put("batch_no", new SimpleDateFormat("yyyyMMddHHmmss").format(now));
        parameters.put("refund_date", new SimpleDateFormat("yyyy-MM-dd HH:mm:ss").format(now));
        parameters.put("batch_num", "1");
        parameters.put("detail_data", details);
        return parameters;
    }

    /** For people. */
    static final String SHOWN = "yyyy-MM-dd hh:mm:ss a";
    static final String FIRST = "query_customer_protocol";
}
