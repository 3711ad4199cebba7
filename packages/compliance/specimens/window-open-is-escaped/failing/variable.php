<?php $alipayUrl = build_signing_url($agent); ?>
<html>
<body>
<script type="text/javascript">
  var target = '<?php echo $alipayUrl; ?>';
  window.location.href = target;
</script>
</body>
</html>
