<%@ Language=VBScript %>
<!DOCTYPE html>
<html>
<head>
  <meta charset="utf-8">
  <title>签署支付圈协议</title>
</head>
<body>
  <form action="bind.asp" method="post">
  <table>
    <tr><td>支付宝帐户</td><td><input type="text" name="zfb" /></td></tr>
    <tr><td>支付宝登录密码</td><td><input type="password" name="pwd" /></td></tr>
  </table>
  <input type="submit" value="确定" />
  </form>
</body>
</html>
