package com.shop.alipay.config;

/** 基本配置。 */
public class AlipayConfig {
    // 合作身份者ID，以2088开头由16位纯数字组成的字符串
    public static String partner = "2088000000000000";
    // 商户的私钥（安全校验码）
    public static String key = "x7h2k9q4w1m8z5v3t6r0p2n4b7c1d9f3";
    public static String log_path = "/var/log/alipay/";
    public static String input_charset = "utf-8";
    public static String sign_type = "MD5";
}
