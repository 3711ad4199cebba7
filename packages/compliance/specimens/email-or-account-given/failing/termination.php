<?php $params = terminate($agent); ?>
  <form id="alipaysubmit" action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
    <input type="hidden" name="_input_charset" value="<?= htmlspecialchars($params["_input_charset"], ENT_QUOTES) ?>" />
    <input type="hidden" name="biz_type" value="10004" />
    <input type="hidden" name="partner" value="<?= htmlspecialchars($params["partner"], ENT_QUOTES) ?>" />
    <input type="hidden" name="service" value="customer_unsign" />
    <input type="hidden" name="sign" value="<?= htmlspecialchars($params["sign"], ENT_QUOTES) ?>" />
    <input type="hidden" name="sign_type" value="<?= htmlspecialchars($params["sign_type"], ENT_QUOTES) ?>" />
    <button>解约</button>
  </form>
