<%@ page language="java" contentType="text/html; charset=utf-8" %>
<!DOCTYPE html>
<html lang="zh-CN">
<head><title>签约</title></head>
<body>
<h1>签署自动代扣与自动退款协议</h1>
<form action="https://mapi.alipay.com/gateway.do?service=sign_protocol_with_partner&amp;_input_charset=utf-8" method="get" target="alipay">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="csrf_token" value="<%= session.getAttribute("csrf") %>">
  <input type="hidden" name="email" value="13800000000">
  <input type="hidden" name="partner" value="2088000000000000">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="sign" value="<%= request.getAttribute("sign") %>">
  <input type="hidden" name="sign_type" value="MD5">
  <input type="submit" name="submit" value="去支付宝签约">
</form>
<iframe name="alipay" width="800" height="600" title="支付宝"></iframe>
</body>
</html>
