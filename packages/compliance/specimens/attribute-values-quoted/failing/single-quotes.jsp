<%@ page contentType="text/html; charset=UTF-8" %>
<form action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
  <input type='hidden' name='_input_charset' value='<%= p.get("_input_charset") %>'/>
  <input type='hidden' name='email' value='<%= p.get("email") %>'/>
  <input type='hidden' name='partner' value='<%= p.get("partner") %>'/>
  <input type='hidden' name='service' value='sign_protocol_with_partner'/>
  <input type='hidden' name='sign' value='<%= p.get("sign") %>'/>
  <input type='hidden' name='sign_type' value='<%= p.get("sign_type") %>'/>
  <button>确认</button>
</form>
