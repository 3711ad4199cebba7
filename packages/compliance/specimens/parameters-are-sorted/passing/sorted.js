const crypto = require('crypto')
const querystring = require('querystring')

const gateway = 'https://mapi.alipay.com/gateway.do'

function joined(parameters) {
  return Object.keys(parameters)
    .filter((name) => name !== 'sign' && name !== 'sign_type' && parameters[name] !== '')
    .sort()
    .map((name) => name + '=' + parameters[name])
    .join('&')
}

exports.signUrl = function (email) {
  const parameters = {
    service: 'sign_protocol_with_partner',
    partner: process.env.ALIPAY_PARTNER,
    _input_charset: 'utf-8',
    email,
  }
  const sign = crypto.createHash('md5').update(joined(parameters) + process.env.ALIPAY_KEY, 'utf8').digest('hex')
  return gateway + '?' + querystring.stringify({ ...parameters, sign, sign_type: 'MD5' })
}
