<?php include "head.php" ?>
<form id="f" action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
  <input type="hidden" name="_input_charset" value="<?php echo htmlspecialchars($p["_input_charset"]); ?>" />
  <input type="hidden" name="email" value="<?php echo htmlspecialchars($p["email"]); ?>" />
  <input type="hidden" name="partner" value="<?php echo htmlspecialchars($p["partner"]); ?>" />
  <input type="hidden" name="service" value="sign_protocol_with_partner" />
  <input type="hidden" name="sign" value="<?php echo htmlspecialchars($p["sign"]); ?>" />
  <input type="hidden" name="sign_type" value="<?php echo htmlspecialchars($p["sign_type"]); ?>" />
</form>
<p><input type="submit" form="f" name="btn" value="签约" /></p>
