package com.example.tickets.pay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** 待签名字符串 */
public class PreSignString {
    static final String CHARSET = "_input_charset";

    public static String of(Map<String, String> parameters) {
        List<String> names = new ArrayList<String>(parameters.keySet());
        names.removeIf(name -> parameters.get(name) == null || parameters.get(name).isEmpty());
        names.remove("sign");
        names.remove("sign_type");
        Collections.sort(names);
        String joined = "";
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String value = parameters.get(name);
            if (i == names.size() - 1) {
                joined = joined + name + "=" + value;
            } else {
                joined = joined + name + "=" + value + "&";
            }
        }
        return joined;
    }
}
