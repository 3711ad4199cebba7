package com.shop.alipay.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.text.StringEscapeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** 支付宝各接口请求提交类。 */
public final class AlipaySubmit {
    private static final Logger LOG = LoggerFactory.getLogger(AlipaySubmit.class);
    private static final String ALIPAY_GATEWAY_NEW = "https://mapi.alipay.com/gateway.do?";

    private static TreeMap<String, String> buildRequestPara(Map<String, String> sParaTemp) throws IOException {
        TreeMap<String, String> sPara = AlipayCore.paraFilter(sParaTemp);
        LOG.debug("待签名字符串: {}", AlipayCore.createLinkString(sPara));
        String mysign = AlipayCore.mysign(sPara);
        sPara.put("sign", mysign);
        sPara.put("sign_type", AlipayConfig.SIGN_TYPE);
        return sPara;
    }

    /** 签约表单；按钮没有 name，不会作为参数发送。 */
    public static String signingForm(String email, String button) throws IOException {
        Map<String, String> sParaTemp = new HashMap<>();
        sParaTemp.put("service", "sign_protocol_with_partner");
        sParaTemp.put("partner", AlipayConfig.partner());
        sParaTemp.put("_input_charset", AlipayConfig.INPUT_CHARSET);
        sParaTemp.put("email", email);
        StringBuilder sbHtml = new StringBuilder();
        sbHtml.append("<form id=\"alipaysubmit\" action=\"" + ALIPAY_GATEWAY_NEW + "_input_charset="
                + AlipayConfig.INPUT_CHARSET + "\" method=\"post\">");
        for (Map.Entry<String, String> entry : buildRequestPara(sParaTemp).entrySet()) {
            sbHtml.append("<input type=\"hidden\" name=\"" + entry.getKey() + "\" value=\""
                    + StringEscapeUtils.escapeHtml4(entry.getValue()) + "\"/>");
        }
        sbHtml.append("<input type=\"submit\" value=\"" + StringEscapeUtils.escapeHtml4(button) + "\"/></form>");
        return sbHtml.toString();
    }

    /** 查询代理人的签约情况；抛出异常表示结果未知，不等于未签约。 */
    public static Map<String, Boolean> query(String email) throws IOException, SAXException {
        Map<String, String> sParaTemp = new HashMap<>();
        sParaTemp.put("service", "query_customer_protocol");
        sParaTemp.put("partner", AlipayConfig.partner());
        sParaTemp.put("_input_charset", AlipayConfig.INPUT_CHARSET);
        sParaTemp.put("biz_type", "10004");
        sParaTemp.put("user_email", email);
        StringBuilder url = new StringBuilder(ALIPAY_GATEWAY_NEW);
        for (Map.Entry<String, String> entry : buildRequestPara(sParaTemp).entrySet()) {
            url.append(entry.getKey()).append('=');
            url.append(URLEncoder.encode(entry.getValue(), AlipayConfig.INPUT_CHARSET)).append('&');
        }
        url.setLength(url.length() - 1);
        HttpURLConnection connection = (HttpURLConnection) new URL(url.toString()).openConnection();
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(15000);
        try (InputStream body = connection.getInputStream()) {
            return read(body);
        } finally {
            connection.disconnect();
        }
    }

    private static Map<String, Boolean> read(InputStream body) throws IOException, SAXException {
        Document answer;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            answer = builder.parse(body);
        } catch (javax.xml.parsers.ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        if (!"T".equals(text(answer, "is_success"))) {
            throw new AlipayRefused(text(answer, "error"));
        }
        Map<String, Boolean> flags = new HashMap<>();
        flags.put("debit", "T".equals(text(answer, "charge_agent")));
        flags.put("refund", "T".equals(text(answer, "refund_charge")));
        return flags;
    }

    private static String text(Document answer, String name) {
        NodeList found = answer.getElementsByTagName(name);
        return found.getLength() == 1 ? found.item(0).getTextContent() : null;
    }
}
