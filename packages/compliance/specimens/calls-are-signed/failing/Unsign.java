package com.example.tickets.pay;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLEncoder;

/** 客户解约 */
public class Unsign {
    public static InputStream unsign(String partner, String email) throws java.io.IOException {
        String url = "https://mapi.alipay.com/gateway.do?service=customer_unsign&_input_charset=utf-8&biz_type=10004&partner="
            + partner + "&user_email=" + URLEncoder.encode(email, "utf-8");
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(15000);
        return connection.getInputStream();
    }
}
