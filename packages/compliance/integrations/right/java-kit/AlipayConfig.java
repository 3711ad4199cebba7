package com.shop.alipay.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

/** 基本配置：合作者身份ID与安全校验码都不写在代码里。 */
public final class AlipayConfig {
    public static final String INPUT_CHARSET = "utf-8";
    public static final String SIGN_TYPE = "MD5";

    private AlipayConfig() {
    }

    public static String partner() {
        return System.getenv("ALIPAY_PARTNER");
    }

    static String key() throws IOException {
        byte[] written = Files.readAllBytes(Paths.get(System.getenv("ALIPAY_KEY_FILE")));
        return new String(written, StandardCharsets.US_ASCII).trim();
    }
}
