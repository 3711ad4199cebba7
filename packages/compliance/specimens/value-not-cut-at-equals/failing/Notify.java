package com.example.tickets.pay;

import java.util.Map;
import java.util.TreeMap;

public class Notify {
    static final String CHARSET = "_input_charset";

    static Map<String, String> read(String body) {
        Map<String, String> parameters = new TreeMap<String, String>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=");
            parameters.put(parts[0], parts[1]);
        }
        parameters.remove("sign");
        parameters.remove("sign_type");
        return parameters;
    }
}
