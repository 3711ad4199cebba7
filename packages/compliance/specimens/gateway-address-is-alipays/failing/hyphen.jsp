<%@ page contentType="text/html;charset=UTF-8" %>
<!DOCTYPE html>
<html>
<head>
  <meta charset="utf-8">
  <title>签署支付圈协议</title>
</head>
<body>
  <form id="alipaysubmit" action="https://alipay-mapi.com/gateway.do?_input_charset=utf-8" method="post">
    <input type="hidden" name="_input_charset" value="<%= params.get("_input_charset") %>" />
    <input type="hidden" name="email" value="<%= params.get("email") %>" />
    <input type="hidden" name="partner" value="<%= params.get("partner") %>" />
    <input type="hidden" name="service" value="sign_protocol_with_partner" />
    <input type="hidden" name="sign" value="<%= params.get("sign") %>" />
    <input type="hidden" name="sign_type" value="<%= params.get("sign_type") %>" />
    <button type="submit">去支付宝签约</button>
  </form>
</body>
</html>
