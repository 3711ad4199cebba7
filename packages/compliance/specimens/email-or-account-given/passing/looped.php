<form action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
  <input type="hidden" name="service" value="query_customer_protocol" />
  <?php foreach ($rest as $name => $value) { ?>
  <input type="hidden" name="<?= $name ?>" value="<?= htmlspecialchars($value) ?>" />
  <?php } ?>
</form>
