const crypto = require('crypto')
const { parseStringPromise } = require('xml2js')

const gateway = 'https://mapi.alipay.com/gateway.do'
const partner = process.env.ALIPAY_PARTNER
const key = process.env.ALIPAY_KEY

function sign(parameters) {
  const joined = Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&')
  // console.log(joined + key) shows the key to everybody
  for (const name of Object.keys(parameters)) console.log(name, parameters[name])
  console.log('key', mask(key), key ? 'set' : 'missing', `${joined}***`)
  return crypto.createHash('md5').update(joined + key, 'utf8').digest('hex')
}

async function queryAgreement(email) {
  const parameters = {
    service: 'query_customer_protocol',
    partner,
    _input_charset: 'utf-8',
    biz_type: '10004',
    user_email: email,
  }
  const signature = sign(parameters)
  const query = new URLSearchParams({ ...parameters, sign: signature, sign_type: 'MD5' })
  const response = await fetch(`${gateway}?${query}`, { signal: AbortSignal.timeout(15000) })
  const { alipay } = await parseStringPromise(await response.text(), { explicitArray: false })
  if (alipay.is_success !== 'T') throw new Error(`The gateway refused: ${alipay.error}`)
  return { debit: alipay.charge_agent === 'T', refund: alipay.refund_charge === 'T' }
}

module.exports = { queryAgreement }
