<?php
$base = "https://mapi.alipay.com/gateway.do?service=query_customer_protocol&partner=";
$form = file_get_contents("form.html");
?>
  <form id="alipaysubmit" action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
    <input type="hidden" name="_input_charset" value="<?= htmlspecialchars($params["_input_charset"], ENT_QUOTES) ?>" />
    <input type="hidden" name="email" value="<?= htmlspecialchars($params["email"], ENT_QUOTES) ?>" />
    <input type="hidden" name="partner" value="<?= htmlspecialchars($params["partner"], ENT_QUOTES) ?>" />
    <input type="hidden" name="service" value="sign_protocol_with_partner" />
    <input type="hidden" name="sign" value="<?= htmlspecialchars($params["sign"], ENT_QUOTES) ?>" />
    <input type="hidden" name="sign_type" value="<?= htmlspecialchars($params["sign_type"], ENT_QUOTES) ?>" />
    <button type="submit">去支付宝签约</button>
  </form>
