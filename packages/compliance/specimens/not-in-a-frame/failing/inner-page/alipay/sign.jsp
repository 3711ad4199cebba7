<%@ page contentType="text/html; charset=UTF-8" %>
<html>
<body>
  <form id="alipaysubmit" action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
    <input type="hidden" name="_input_charset" value="<%= fields.get("_input_charset") %>" />
    <input type="hidden" name="email" value="<%= fields.get("email") %>" />
    <input type="hidden" name="partner" value="<%= fields.get("partner") %>" />
    <input type="hidden" name="service" value="sign_protocol_with_partner" />
    <input type="hidden" name="sign" value="<%= fields.get("sign") %>" />
    <input type="hidden" name="sign_type" value="<%= fields.get("sign_type") %>" />
    <button type="submit">去支付宝签约</button>
  </form>
</body>
</html>
