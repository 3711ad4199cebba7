package com.shop.alipay.util;

import com.shop.alipay.config.AlipayConfig;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

public class AlipaySubmit {

    private static final String ALIPAY_GATEWAY_NEW = "http://mapi.alipay.com/gateway.do?";

    private static Map<String, String> buildRequestPara(Map<String, String> sParaTemp) throws Exception {
        Map<String, String> sPara = AlipayCore.paraFilter(sParaTemp);
        String prestr = AlipayCore.createLinkString(sPara);
        System.out.println("待签名字符串: " + prestr + AlipayConfig.key);
        String mysign = DigestUtils.md5Hex((prestr + AlipayConfig.key).getBytes(AlipayConfig.input_charset));
        sPara.put("sign", mysign);
        sPara.put("sign_type", AlipayConfig.sign_type);
        return sPara;
    }

    /** 建立请求，以表单HTML形式构造 */
    public static String buildRequest(Map<String, String> sParaTemp, String strMethod, String strButtonName) throws Exception {
        Map<String, String> sPara = buildRequestPara(sParaTemp);
        List<String> keys = new ArrayList<String>(sPara.keySet());
        StringBuffer sbHtml = new StringBuffer();
        sbHtml.append("<form id=\"alipaysubmit\" name=\"alipaysubmit\" action=\"" + ALIPAY_GATEWAY_NEW
                + "_input_charset=" + AlipayConfig.input_charset + "\" method=\"" + strMethod + "\">");
        for (int i = 0; i < keys.size(); i++) {
            String name = (String) keys.get(i);
            String value = (String) sPara.get(name);
            sbHtml.append("<input type=\"hidden\" name=\"" + name + "\" value=\"" + value + "\"/>");
        }
        sbHtml.append("<input type=\"submit\" value=\"" + strButtonName + "\" style=\"display:none;\"></form>");
        sbHtml.append("<script>document.forms['alipaysubmit'].submit();</script>");
        return sbHtml.toString();
    }

    /** 查询代理人是否已签约 */
    public static boolean isSigned(String email) {
        try {
            Map<String, String> sParaTemp = new java.util.HashMap<String, String>();
            sParaTemp.put("service", "query_customer_protocol");
            sParaTemp.put("partner", AlipayConfig.partner);
            sParaTemp.put("_input_charset", AlipayConfig.input_charset);
            sParaTemp.put("biz_type", "10004");
            sParaTemp.put("user_email", email);
            URL url = new URL(ALIPAY_GATEWAY_NEW + AlipayCore.createLinkString(buildRequestPara(sParaTemp)));
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream()));
            StringBuffer result = new StringBuffer();
            String line;
            while ((line = in.readLine()) != null) {
                result.append(line);
            }
            return result.indexOf("<is_success>T</is_success>") > 0;
        } catch (Exception e) {
            e.printStackTrace();
            return false;
        }
    }
}
