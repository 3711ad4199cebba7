package com.example.tickets.pay;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** query_timestamp and notify_verify are asked without a signature. */
public class Timestamp {
    static final String URL = "https://mapi.alipay.com/gateway.do?service=query_timestamp&_input_charset=utf-8&partner=";

    static InputStream ask(String partner) throws java.io.IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(URL + partner).openConnection();
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(15000);
        return connection.getInputStream();
    }
}
