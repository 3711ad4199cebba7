const gateway = 'https://mapi.alipay.com/gateway.do'

exports.signUrl = (partner, address, sign) => {
  const email = encodeURIComponent(address)
  return `${gateway}?_input_charset=utf-8&service=sign_protocol_with_partner&partner=${partner}&email=${email}&sign=${sign}&sign_type=MD5`
}

exports.mail = (email) => `mailto:office@example.com?subject=Agent&body=${email}`
