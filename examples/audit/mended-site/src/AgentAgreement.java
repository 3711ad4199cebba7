package com.example.tickets.alipay;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Asks whether an agent has signed. */
public class AgentAgreement {

    /** What is known after a query; UNKNOWN is never to be read as a no. */
    public enum Outcome { BOTH, DEBIT, REFUND, NONE, IRREGULAR, UNKNOWN }

    public Outcome ask(String email) {
        try {
            Map<String, String> parameters = new TreeMap<String, String>();
            parameters.put("service", "query_customer_protocol");
            parameters.put("partner", AlipayConfig.PARTNER);
            parameters.put("_input_charset", AlipayConfig.CHARSET);
            parameters.put("biz_type", "10004");
            parameters.put("user_email", email);
            URL url = new URL(AlipayConfig.GATEWAY + "?" + Signer.query(parameters));
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(5000);
            connection.setReadTimeout(15000);
            try (InputStream stream = connection.getInputStream()) {
                return read(stream);
            }
        } catch (Exception e) {
            return Outcome.UNKNOWN;
        }
    }

    private Outcome read(InputStream stream) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document answer = factory.newDocumentBuilder().parse(stream);
        if (!"T".equals(text(answer, "is_success"))) {
            String error = text(answer, "error");
            if ("NO_SIGN_CUSTOMER".equals(error)) {
                return Outcome.NONE;
            }
            return "NO_NORMAL_SIGN_CUSTOMER".equals(error) ? Outcome.IRREGULAR : Outcome.UNKNOWN;
        }
        String debit = text(answer, "charge_agent");
        String refund = text(answer, "refund_charge");
        if (debit == null || refund == null) {
            return Outcome.UNKNOWN;
        }
        if ("T".equals(debit)) {
            return "T".equals(refund) ? Outcome.BOTH : Outcome.DEBIT;
        }
        return "T".equals(refund) ? Outcome.REFUND : Outcome.NONE;
    }

    private String text(Document answer, String name) {
        NodeList found = answer.getElementsByTagName(name);
        return found.getLength() == 1 ? found.item(0).getTextContent() : null;
    }
}
