<?php require "alipay.php"; ?>
<form action="<?= $gateway ?>" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner" />
<?php foreach ($params as $name => $value): ?>
  <input type="hidden" name="<?= $name ?>" value="<?= htmlspecialchars($value) ?>" />
<?php endforeach ?>
</form>
<script>document.forms[0].submit()</script>
