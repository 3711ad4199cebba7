<?php $params = $this->alipay->buildRequestPara($agent); ?>
<!DOCTYPE html>
<html>
<head>
  <meta charset="utf-8">
  <title>签署支付圈协议</title>
</head>
<body>
  <form id="alipaysubmit" action="https://mapi.alipaydev.com/gateway.do?_input_charset=utf-8" method="post">
    <input type="hidden" name="_input_charset" value="<?= htmlspecialchars($params["_input_charset"]) ?>" />
    <input type="hidden" name="email" value="<?= htmlspecialchars($params["email"]) ?>" />
    <input type="hidden" name="partner" value="<?= htmlspecialchars($params["partner"]) ?>" />
    <input type="hidden" name="service" value="sign_protocol_with_partner" />
    <input type="hidden" name="sign" value="<?= htmlspecialchars($params["sign"]) ?>" />
    <input type="hidden" name="sign_type" value="<?= htmlspecialchars($params["sign_type"]) ?>" />
    <button type="submit">去支付宝签约</button>
  </form>
</body>
</html>
