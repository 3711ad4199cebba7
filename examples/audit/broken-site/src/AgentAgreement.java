package com.example.tickets.alipay;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Map;
import java.util.TreeMap;

/** Asks whether an agent has signed. */
public class AgentAgreement {

    public boolean hasSigned(String email) {
        try {
            Map<String, String> parameters = new TreeMap<String, String>();
            parameters.put("service", "query_customer_protocol");
            parameters.put("partner", AlipayConfig.PARTNER);
            parameters.put("_input_charset", AlipayConfig.CHARSET);
            parameters.put("biz_type", "10004");
            parameters.put("user_email", email);
            URL url = new URL(AlipayConfig.GATEWAY + Signer.query(parameters));
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            BufferedReader reader = new BufferedReader(new InputStreamReader(connection.getInputStream()));
            StringBuilder answer = new StringBuilder();
            String line;
            while ((line = reader.readLine()) != null) {
                answer.append(line);
            }
            return answer.toString().indexOf("<is_success>T</is_success>") > 0;
        } catch (Exception e) {
            return false;
        }
    }
}
