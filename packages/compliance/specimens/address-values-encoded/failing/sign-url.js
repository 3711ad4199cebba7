const gateway = 'https://mapi.alipay.com/gateway.do'

exports.signUrl = (partner, email, sign) =>
  `${gateway}?_input_charset=utf-8&service=sign_protocol_with_partner&partner=${partner}&email=${email}&sign=${sign}&sign_type=MD5`
