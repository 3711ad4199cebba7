<%@ Page Language="C#" %>
<html>
<body>
<form id="form1" action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
<div>
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTk5" />
</div>
<input type="hidden" name="_input_charset" value="utf-8" />
<input type="hidden" name="email" value="agent@example.com" />
<input type="hidden" name="partner" value="2088000000000000" />
<input type="hidden" name="service" value="sign_protocol_with_partner" />
<input type="hidden" name="sign" value="3f12aed3b7af0c0b7eec5ac9accc2e3a" />
<input type="hidden" name="sign_type" value="MD5" />
</form>
</body>
</html>
