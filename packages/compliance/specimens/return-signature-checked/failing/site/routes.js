const express = require('express')
const orders = require('./orders')
const router = express.Router()

// 支付宝批量退款通知
router.post('/alipay/refunded', (req, res) => {
  for (const row of req.body.result_details.split('#')) orders.refunded(row)
  res.send('success')
})

module.exports = router
