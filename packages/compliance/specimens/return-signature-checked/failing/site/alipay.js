const gateway = 'https://mapi.alipay.com/gateway.do'
module.exports = { gateway }
