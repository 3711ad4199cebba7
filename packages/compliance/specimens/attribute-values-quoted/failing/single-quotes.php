<?php $p = build_signing($agent); ?>
<form action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
  <input type='hidden' name='_input_charset' value='<?php echo $p["_input_charset"]; ?>'/>
  <input type='hidden' name='email' value='<?php echo $p["email"]; ?>'/>
  <input type='hidden' name='partner' value='<?php echo $p["partner"]; ?>'/>
  <input type='hidden' name='service' value='sign_protocol_with_partner'/>
  <input type='hidden' name='sign' value='<?php echo $p["sign"]; ?>'/>
  <input type='hidden' name='sign_type' value='<?php echo $p["sign_type"]; ?>'/>
  <input type='submit' value='确认'>
</form>
