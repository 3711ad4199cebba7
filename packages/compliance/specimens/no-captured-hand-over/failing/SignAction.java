package com.example.pay;

import javax.servlet.http.HttpServletResponse;

public class SignAction {
    private static final String SIGN_PAGE = "https://airprod.alipay.com/exterfaceAssign.htm?_input_charset=GBK&service=sign_protocol_with_partner&partner=2088000000000000&sign=3f12aed3b7af0c0b7eec5ac9accc2e3a&sign_type=MD5&alipay_exterface_invoke_assign_target=airDutUserSign.htm&alipay_exterface_invoke_assign_model=deduct&alipay_exterface_invoke_assign_client_ip=203.0.113.7&alipay_exterface_invoke_assign_sign=_abc_def";

    public void sign(HttpServletResponse response) throws java.io.IOException {
        response.sendRedirect(SIGN_PAGE);
    }
}
