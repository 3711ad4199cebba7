<%@ page contentType="text/html; charset=UTF-8" %>
<html>
<body>
  <button onclick="goSign()">签约</button>
  <script>
    function goSign() {
      window.open("<%= signUrl %>", "_blank")
    }
  </script>
</body>
</html>
