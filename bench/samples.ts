import { generateKeyPairSync } from 'node:crypto'

/** An invented merchant and agent; every contestant gets the same. */
export const partner = '2088000000000000'
export const md5Key = 'k'.repeat(32)
export const agentEmail = 'agent@example.com'
export const gateway = 'https://mapi.alipay.com/gateway.do'

/** The query as it is sent, without signature. */
export const queryParameters = {
  service: 'query_customer_protocol',
  partner,
  _input_charset: 'utf-8',
  biz_type: '10004',
  user_email: agentEmail,
}

/** Names and values of no particular service, as a cashier page has them. */
export const anyParameters = {
  service: 'create_direct_pay_by_user',
  partner,
  _input_charset: 'utf-8',
  out_trade_no: '20260101000000001',
  subject: 'Ticket PEK-SHA',
  total_fee: '1280.00',
  seller_email: agentEmail,
  payment_type: '1',
  notify_url: 'https://platform.example.com/notify',
}

export function joined(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${parameters[name] ?? ''}`)
    .join('&')
}

/** 1024 bits as in the gateway's own days would flatter the rest of the work; 2048 is what a merchant has now. */
export const rsaKeys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
