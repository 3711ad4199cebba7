<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<body>
<script>
  location.replace('${alipaySignUrl}')
</script>
</body>
