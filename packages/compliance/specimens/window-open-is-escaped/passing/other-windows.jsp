<%@ page contentType="text/html; charset=UTF-8" %>
<body>
<script>
  function print() { window.open("/print.jsp?order=<%= order.getId() %>") }
  function help() { window.open("https://www.alipay.com/") }
  var name = "<%= agentName %>"
</script>
<a href="<%= signUrl %>" target="_blank">签约</a>
</body>
