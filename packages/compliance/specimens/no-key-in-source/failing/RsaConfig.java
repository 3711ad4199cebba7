package com.example.tickets.pay;

/** 机票代扣 cae_charge_agent */
public final class RsaConfig {
    public static final String SERVICE = "cae_charge_agent";
    public static final String PARTNER = System.getenv("ALIPAY_PARTNER");
    public static final String SIGN_TYPE = "RSA";
    public static final String PRIVATE_KEY = "-----BEGIN PRIVATE KEY-----\n"
        + "MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBAKQm7xT2vLp9sWz4\n"
        + "Yc1NfRb8HdKj3UgEoAi6Xe5rVnZq0SuBtGyMlPkCwIhDaJOFQm7xT2vLp9sWz4Yc\n"
        + "1NfRb8HdKj3UgEoAi6Xe5rVnZq0SuBtGyMlPkCwIhDaJOFQm7xT2vLp9sWz4Yc1N\n"
        + "fRb8HdKj3UgEoAi6Xe5rVnZq0SuBtGyMlPkCwIhDaJOFQm7xT2vLp9sWz4Yc1NfR\n"
        + "b8HdKj3UgEoAi6Xe5rVnZq0SuBtGyMlPkCwIhDaJOFQm7xT2vLp9sWz4Yc1NfRb8\n"
        + "HdKj3UgEoAi6Xe5rVnZq0SuBtGyMlPkCwIhDaJOFQm7xT2vLp9sWz4Yc1NfRb8Hd\n"
        + "Kj3UgEoAi6Xe5rVnZq0SuBtGyMlPkCwIhDaJOFQm7xT2vLp9sWz4Yc1NfRb8HdKj\n"
        + "3UgEoAi6Xe5rVnZq0SuBtGyMlPkCwIhDaJOFQm7xT2vLp9sWz4Yc1NfRb8HdKj3U\n"
        + "gEoAi6Xe5rVnZq0SuBtGyMlPkCwIhDaJOFQm7xT2vLp9sWz4Yc1NfRb8HdKj3UgE\n"
        + "oAi6Xe5rVnZq0SuBtGyMlPkC"
        + "\n-----END PRIVATE KEY-----";
    public static final String QUERY_FIRST = "query_customer_protocol";
}
