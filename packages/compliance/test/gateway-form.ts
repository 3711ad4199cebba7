/** A request that is right, for tests that spoil one thing of it. */
export const signing: Readonly<Record<string, string>> = {
  _input_charset: 'utf-8',
  email: 'agent@example.com',
  partner: '2088000000000000',
  service: 'sign_protocol_with_partner',
  sign: '3f12aed3b7af0c0b7eec5ac9accc2e3a',
  sign_type: 'MD5',
}

export const query: Readonly<Record<string, string>> = {
  _input_charset: 'utf-8',
  biz_type: '10004',
  partner: '2088000000000000',
  service: 'query_customer_protocol',
  sign: '0ffb7ad1283ca3177cd82dd330ef445e',
  sign_type: 'MD5',
  user_email: 'agent@example.com',
}

/** Of another service of the gateway, which has another list. */
export const payment: Readonly<Record<string, string>> = {
  _input_charset: 'utf-8',
  out_trade_no: '20260001',
  partner: '2088000000000000',
  payment_type: '1',
  service: 'create_direct_pay_by_user',
  show_url: '',
  sign: '9a0364b9e99bb480dd25e1f0284c8555',
  sign_type: 'MD5',
}

export const gateway = 'https://mapi.alipay.com/gateway.do'

/** The form of a request: its tag on line 1, a field on each line after it, then what else is inside. */
export function formOf(
  fields: Readonly<Record<string, string | undefined>>,
  { action = `${gateway}?_input_charset=utf-8`, method = 'post', inside = '' } = {},
): string {
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${String(value)}" />`)
  return [`<form action="${action}" method="${method}">`, ...lines, `${inside}</form>`].join('\n')
}

/** The URL of a request. */
export function urlOf(fields: Readonly<Record<string, string | undefined>>, address = gateway): string {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined)
  return `${address}?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`
}
