<!DOCTYPE html>
<html>
<body>
  <form action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
    <input type="hidden" name="service" value="sign_protocol_with_partner">
    <input type="hidden" name="partner" value="<?= htmlspecialchars($partner) ?>">
    <input type="hidden" name="_input_charset" value="utf-8">
    <input type="hidden" name="sign" value="<?= htmlspecialchars($sign) ?>">
    <input type="hidden" name="sign_type" value="MD5">
    <button>去支付宝签约</button>
  </form>
  <form action="/search"><input name="key" value="机票"></form>
</body>
</html>
