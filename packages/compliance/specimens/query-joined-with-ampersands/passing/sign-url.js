const gateway = 'https://mapi.alipay.com/gateway.do'
const base = gateway + '?'

exports.signUrl = function (partner, email, sign) {
  const pairs = ['service=sign_protocol_with_partner', '_input_charset=utf-8', 'partner=' + partner, 'email=' + encodeURIComponent(email)]
  return base + pairs.join('&') + `&sign=${sign}&sign_type=MD5`
}

exports.log = (partner, service) => console.info('partner=' + partner + ' service=' + service)
