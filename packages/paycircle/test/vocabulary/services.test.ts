import { describe, expect, it } from 'vitest'
import {
  accountParameters,
  charsetNamed,
  checkValue,
  formats,
  serviceNamed,
  serviceNames,
  services,
} from 'paycircle/internal/vocabulary'

describe('the parameter lists', () => {
  it.each(serviceNames)(
    '%s names each parameter once, with a format or a fixed value, and rows of its own document',
    (name) => {
      const { parameters, document } = services[name]
      expect(new Set(parameters.map((parameter) => parameter.name)).size).toBe(parameters.length)
      for (const { format, fixed, rows } of parameters) {
        expect((format === undefined) !== (fixed === undefined)).toBe(true)
        if (format !== undefined) expect(formats).toHaveProperty(format)
        expect(rows.length > 0).toBe(document !== null)
        expect(rows.every((row) => document !== null && row.startsWith(document))).toBe(true)
      }
    },
  )

  it.each(serviceNames)('%s requires what every request to the gateway carries', (name) => {
    const required = services[name].parameters
      .filter(({ presence }) => presence === 'required')
      .map((parameter) => parameter.name)
    expect(required).toEqual(expect.arrayContaining(['service', 'partner', '_input_charset', 'sign_type', 'sign']))
  })

  it('a query has a fixed biz_type and needs the e-mail or the account number', () => {
    const { parameters, atLeastOneOf } = services.query_customer_protocol
    const bizType = parameters.find(({ name }) => name === 'biz_type')
    expect(bizType).toMatchObject({ presence: 'required', fixed: '10004' })
    expect(bizType && checkValue(bizType, '10003', 'query_customer_protocol')).toMatchObject({
      code: 'value-not-fixed',
      rows: ['Q4-05', 'Q3-27'],
    })
    expect(atLeastOneOf).toEqual([['user_email', ...accountParameters]])
  })

  it('a termination is in neither document, and says so in the evidence of every parameter', () => {
    const { document, parameters, atLeastOneOf } = services.customer_unsign
    expect(document).toBeNull()
    expect(parameters.filter(({ evidence }) => evidence === 'documents')).toEqual([])
    expect(atLeastOneOf).toEqual([['user_email', 'trans_account_out', 'trans_account']])
  })

  it('a signing sends neither return_url nor notify_url', () => {
    const never = services.sign_protocol_with_partner.parameters.filter(({ neverSent }) => neverSent === true)
    expect(never.map(({ name }) => name)).toEqual(['return_url', 'notify_url'])
  })
})

it('a service is found by its exact name alone', () => {
  expect(serviceNamed('query_customer_protocol')?.document).toBe('Q')
  for (const name of ['', 'QUERY_CUSTOMER_PROTOCOL', 'constructor', '__proto__', 'query_partner_protocol']) {
    expect(serviceNamed(name)).toBeUndefined()
  }
})

it('a charset is found by its name in any case', () => {
  expect(['UTF-8', 'GBK', 'Gb2312'].map(charsetNamed)).toEqual(['utf-8', 'gbk', 'gb2312'])
  expect(['utf8', '', 'gb18030', 'constructor'].map(charsetNamed)).toEqual([undefined, undefined, undefined, undefined])
})
