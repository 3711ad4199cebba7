const express = require('express')
const app = express()

app.get('/sign', (request, response) => {
  response.redirect('https://mapi.alipay.com/gateway.do?_input_charset=utf-8&email=agent%40example.com&partner=2088000000000000&service=sign_protocol_with_partner&sign=3f12aed3b7af0c0b7eec5ac9accc2e3a&sign_type=MD5')
})

module.exports = app
