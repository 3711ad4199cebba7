<%@ Language=VBScript CodePage=936 %>
<!DOCTYPE html>
<html>
<head>
  <meta charset="gb2312">
  <title>签署支付圈协议</title>
</head>
<body>
  <form id="alipaysubmit" action="https://mapi.alipay.com/gateway.do?_input_charset=gb2312" method="post">
    <input type="hidden" name="_input_charset" value="gb2312" />
    <input type="hidden" name="email" value="<%=fields("email")%>" />
    <input type="hidden" name="partner" value="<%=fields("partner")%>" />
    <input type="hidden" name="service" value="sign_protocol_with_partner" />
    <input type="hidden" name="sign" value="<%=fields("sign")%>" />
    <input type="hidden" name="sign_type" value="MD5" />
    <button type="submit">去支付宝签约</button>
  </form>
</body>
</html>
