<%@ Language=VBScript CodePage=936 %>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>签约</title></head>
<body>
<table width="400"><form name="alipaysubmit" method="post" action="https://www.alipay.com/cooperate/gateway.do?_input_charset=gb2312"><tr><td>
<input type="hidden" name="_input_charset" value="<%=dict("_input_charset")%>">
<input type="hidden" name="email" value="<%=dict("email")%>">
<input type="hidden" name="partner" value="<%=dict("partner")%>">
<input type="hidden" name="service" value="sign_protocol_with_partner">
<input type="hidden" name="sign" value="<%=dict("sign")%>">
<input type="hidden" name="sign_type" value="<%=dict("sign_type")%>">
<input type="submit" value="确定"></td></tr></form></table>
</body></html>
