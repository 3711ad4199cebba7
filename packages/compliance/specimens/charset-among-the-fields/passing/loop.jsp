<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<form action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner" />
  <c:forEach items="${params}" var="p">
    <input type="hidden" name="${p.key}" value="<c:out value="${p.value}"/>" />
  </c:forEach>
</form>
