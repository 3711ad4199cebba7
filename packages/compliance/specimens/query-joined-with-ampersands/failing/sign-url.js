const gateway = 'https://mapi.alipay.com/gateway.do'

exports.signUrl = function (partner, email, sign) {
  return (
    `${gateway}?service=sign_protocol_with_partner&_input_charset=utf-8&partner=${partner}` +
    `&email=${encodeURIComponent(email)}&sign=${sign}sign_type=MD5`
  )
}
