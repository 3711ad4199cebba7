<?php
// 页面上的时钟，与支付宝无关
echo date('Y-m-d h:i:s');
