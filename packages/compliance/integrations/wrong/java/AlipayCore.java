package com.shop.alipay.util;

import com.shop.alipay.config.AlipayConfig;
import java.io.FileWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class AlipayCore {

    /** 除去数组中的空值和签名参数 */
    public static Map<String, String> paraFilter(Map<String, String> sArray) {
        Map<String, String> result = new HashMap<String, String>();
        for (String key : sArray.keySet()) {
            String value = sArray.get(key);
            if (value == null || value.equals("") || key.equalsIgnoreCase("sign")) {
                continue;
            }
            result.put(key, value);
        }
        return result;
    }

    /** 把数组所有元素排序，并按照“参数=参数值”的模式用“&”字符拼接成字符串 */
    public static String createLinkString(Map<String, String> params) {
        List<String> keys = new ArrayList<String>(params.keySet());
        Collections.sort(keys);
        String prestr = "";
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            String value = params.get(key);
            prestr = prestr + key + "=" + value + "&";
        }
        return prestr.substring(0, prestr.length() - 1);
    }

    /** 写日志，方便测试 */
    public static void logResult(String sWord) throws Exception {
        FileWriter writer = new FileWriter(AlipayConfig.log_path + "alipay_log.txt", true);
        writer.write(sWord);
        writer.close();
    }
}
