package com.shop.alipay.config;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/** 支付宝接口公用函数。 */
final class AlipayCore {
    private AlipayCore() {
    }

    /** 除去空值和签名参数，并按名称排序。 */
    static TreeMap<String, String> paraFilter(Map<String, String> sArray) {
        TreeMap<String, String> result = new TreeMap<>();
        for (Map.Entry<String, String> entry : sArray.entrySet()) {
            String name = entry.getKey();
            String value = entry.getValue();
            if (value == null || value.isEmpty() || name.equals("sign") || name.equals("sign_type")) {
                continue;
            }
            result.put(name, value);
        }
        return result;
    }

    /** 参数=参数值，以 & 连接。 */
    static String createLinkString(TreeMap<String, String> params) {
        StringBuilder joined = new StringBuilder();
        for (Map.Entry<String, String> entry : params.entrySet()) {
            if (joined.length() > 0) {
                joined.append('&');
            }
            joined.append(entry.getKey()).append('=').append(entry.getValue());
        }
        return joined.toString();
    }

    static String mysign(TreeMap<String, String> params) throws IOException {
        String prestr = createLinkString(params) + AlipayConfig.key();
        return DigestUtils.md5Hex(prestr.getBytes(AlipayConfig.INPUT_CHARSET));
    }
}
