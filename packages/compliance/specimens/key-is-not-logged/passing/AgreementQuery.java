package com.example.tickets.pay;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Asks Alipay whether an agent has signed. */
public class AgreementQuery {

    private static final String GATEWAY = "https://mapi.alipay.com/gateway.do";

    private final String partner = System.getenv("ALIPAY_PARTNER");
    private final String key = System.getenv("ALIPAY_KEY");

    public Agreement query(String email) throws IOException, GatewayException {
        Map<String, String> parameters = new TreeMap<String, String>();
        parameters.put("service", "query_customer_protocol");
        parameters.put("partner", partner);
        parameters.put("_input_charset", "utf-8");
        parameters.put("biz_type", "10004");
        parameters.put("user_email", email);
        String sign = sign(parameters);
        parameters.put("sign", sign);
        parameters.put("sign_type", "MD5");

        HttpURLConnection connection = (HttpURLConnection) new URL(GATEWAY + "?" + encode(parameters)).openConnection();
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(15000);
        try (InputStream stream = connection.getInputStream()) {
            Document answer = parse(stream);
            if (!"T".equals(text(answer, "is_success"))) {
                throw new GatewayException(text(answer, "error"));
            }
            return new Agreement("T".equals(text(answer, "charge_agent")), "T".equals(text(answer, "refund_charge")));
        }
    }

    private static Document parse(InputStream stream) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
        } catch (Exception unreadable) {
            throw new IOException("The answer cannot be read", unreadable);
        }
    }

    private static String text(Document answer, String name) {
        NodeList found = answer.getElementsByTagName(name);
        return found.getLength() == 1 ? found.item(0).getTextContent() : null;
    }

    private String sign(Map<String, String> parameters) throws IOException {
        StringBuilder joined = new StringBuilder();
        for (Map.Entry<String, String> entry : parameters.entrySet()) {
            if (joined.length() > 0) {
                joined.append('&');
            }
            joined.append(entry.getKey()).append('=').append(entry.getValue());
        }
        logger.debug("sign: {} (key of {} characters, {})", joined, key.length(), Fingerprint.of(key));
        if (key == null) {
            logger.error("ALIPAY_KEY is not set: the security key is missing");
        }
        return Hex.of(digest((joined + key).getBytes("utf-8")));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(Map<String, String> parameters) throws IOException {
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, String> entry : parameters.entrySet()) {
            if (query.length() > 0) {
                query.append('&');
            }
            query.append(entry.getKey()).append('=').append(URLEncoder.encode(entry.getValue(), "utf-8"));
        }
        return query.toString();
    }
}
