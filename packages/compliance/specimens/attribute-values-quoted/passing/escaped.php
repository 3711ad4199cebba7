<?php $p = build_signing($agent); ?>
<form action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
  <input type='hidden' name='_input_charset' value='<?= htmlspecialchars($p["_input_charset"], ENT_QUOTES) ?>'/>
  <input type='hidden' name='email' value='<?= htmlspecialchars($p["email"], ENT_QUOTES) ?>'/>
  <input type='hidden' name='partner' value='<?= htmlspecialchars($p["partner"], ENT_QUOTES) ?>'/>
  <input type='hidden' name='service' value='sign_protocol_with_partner'/>
  <input type='hidden' name='sign' value='<?= htmlspecialchars($p["sign"], ENT_QUOTES) ?>'/>
  <input type='hidden' name='sign_type' value='<?= htmlspecialchars($p["sign_type"], ENT_QUOTES) ?>'/>
</form>
