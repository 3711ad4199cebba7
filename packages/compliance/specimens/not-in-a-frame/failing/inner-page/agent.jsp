<%@ page contentType="text/html; charset=UTF-8" %>
<html>
<body>
  <h1>代理人资料</h1>
  <iframe src="<%= request.getContextPath() %>/alipay/sign.jsp?agent=<%= agent.getId() %>" frameborder="0"></iframe>
</body>
</html>
