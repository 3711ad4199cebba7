<?php $alipayUrl = build_signing_url($agent); ?>
<html>
<body>
<script>
  window.open(<?= json_encode($alipayUrl) ?>)
  var again = "<?= addslashes($alipayUrl) ?>"
  location.href = again
</script>
</body>
</html>
