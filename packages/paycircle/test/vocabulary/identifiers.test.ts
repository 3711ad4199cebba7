import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages, Secret } from 'paycircle/internal/base'
import { formatError, formats, isPhoneNumber, isUsualMd5KeyShape, type FormatName } from 'paycircle/internal/vocabulary'

const codeOf = (format: FormatName, value: string): string | undefined =>
  formats[format](value, { parameter: 'p' })?.code

describe('the format', () => {
  it.each<[FormatName, string[]]>([
    ['partner-id', ['2088000000000000', '2088123456789012']],
    ['user-id', ['2088000000000000']],
    ['fund-account', ['20880000000000000156']],
    ['signer-email', ['agent@example.com', 'A.b+c_d@sub.example.com.cn', "o'brien@example.com", '13800138000@139.com']],
    [
      'signer-email',
      ['agent+code.ILLEGAL_EMAIL@example.com', 'a&b@example.com', 'a=b@example.com', 'a=b&c@example.com'],
    ],
    ['email', ['agent@example.com', '12345678@qq.com']],
    ['charset', ['utf-8', 'UTF-8', 'gbk', 'GB2312']],
    ['sign-type', ['MD5', 'RSA']],
    ['signature', ['0ffb7ad1283ca3177cd82dd330ef445e', `${'A'.repeat(171)}=`]],
    ['sign-channel', ['NORMAL']],
    ['url', ['https://example.com', 'http://example.com:8080/a/b.aspx', 'https://[::1]/x']],
  ])('%s takes %j', (format, values) => {
    expect(values.filter((value) => codeOf(format, value) !== undefined)).toEqual([])
  })

  it.each<[FormatName, string, string[]]>([
    [
      'partner-id',
      'partner-id-malformed',
      [
        '',
        '208800000000000',
        '20880000000000000',
        '2089000000000000',
        '2088００００００００００００',
        '2088000000000000\n',
      ],
    ],
    ['user-id', 'user-id-malformed', ['agent@example.com', '20880000000000000156']],
    ['fund-account', 'fund-account-malformed', ['2088000000000000', '20880000000000000157', '20890000000000000156']],
    ['charset', 'charset-unsupported', ['', 'utf8', 'gb18030', 'utf-8 ']],
    ['sign-type', 'sign-type-unsupported', ['md5', 'RSA2', 'DSA', '']],
    ['signature', 'signature-malformed', ['', 'abc', '0FFB7AD1283CA3177CD82DD330EF445E', `${'A'.repeat(170)}%3D`]],
    ['sign-channel', 'sign-channel-unknown', ['normal', 'NORMAL ', 'CREDIT']],
    [
      'url',
      'url-malformed',
      ['example.com', 'ftp://example.com/', 'https://example.com/?a=1', 'https://example.com/a&b=1', 'https://a b/'],
    ],
  ])('%s refuses as %s %j', (format, code, values) => {
    expect(values.filter((value) => codeOf(format, value) !== code)).toEqual([])
  })

  it.each([
    ['at-sign', 'agent.example.com'],
    ['at-sign', 'a@b@example.com'],
    ['blank', 'agent @example.com'],
    ['blank', 'agent@example.com\n'],
    ['character', 'agent＠example.com'],
    ['character', '代理人@example.com'],
    ['character', 'agent\0@example.com'],
    ['local-part', '.agent@example.com'],
    ['local-part', 'a..b@example.com'],
    ['local-part', '"agent"@example.com'],
    ['domain', 'agent@example'],
    ['domain', 'agent@-example.com'],
    ['domain', 'agent@example..com'],
    ['domain', 'agent@'],
    ['ambiguous', 'a&partner=1@example.com'],
    ['ambiguous', 'a&b&c=@example.com'],
  ])('email says what is wrong, here %s: %j', (fault, value) => {
    for (const format of ['email', 'signer-email'] as const) {
      expect(formats[format](value, { parameter: 'p' })).toMatchObject({ code: 'email-malformed', fields: { fault } })
    }
  })

  it.each([
    '13800138000',
    ' 138 0013 8000 ',
    '+86 138-0013-8000',
    '(852) 9123 4567',
    '１３８００１３８０００',
    '008613800138000',
  ])('signer-email tells a mobile number from a malformed e-mail: %j', (value) => {
    expect(formats['signer-email'](value, { parameter: 'email', service: 'sign_protocol_with_partner' })).toMatchObject(
      {
        code: 'signer-email-is-mobile',
        rows: ['S4-05'],
      },
    )
  })

  it('signer-email takes other digits for no mobile number', () => {
    for (const value of ['2088000000000000', '123456', 'x13800138000', '']) expect(isPhoneNumber(value)).toBe(false)
  })

  it('refuses line breaks and NUL in every parameter', () => {
    const names = Object.keys(formats) as FormatName[]
    const hostile = fc.tuple(
      fc.constantFrom('agent@example.com', '2088000000000000', 'NORMAL', 'https://a.cn/'),
      fc.nat(17),
      fc.constantFrom('\r', '\n', '\0', '\u2028'),
    )
    fc.assert(
      fc.property(fc.constantFrom(...names), hostile, (format, [value, at, breaker]) => {
        expect(codeOf(format, value.slice(0, at) + breaker + value.slice(at))).toBeDefined()
      }),
    )
  })

  it('answers quickly on a hostile megabyte', () => {
    const start = performance.now()
    for (const format of Object.keys(formats) as FormatName[]) {
      for (const text of ['a', '1', 'a.', 'a@', 'a-', '&', 'a@a.', ' ', '（']) {
        expect(codeOf(format, `${text.repeat(1_000_000 / text.length)}\u0001`)).toBeDefined()
      }
    }
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

describe('the error of a format', () => {
  it('cites the row of the service, or both where it is not known', () => {
    const rowsFor = (service?: 'sign_protocol_with_partner' | 'query_customer_protocol'): readonly string[] =>
      formatError('email-malformed', { parameter: 'p', fault: 'blank', ...(service === undefined ? {} : { service }) })
        .rows
    expect(rowsFor('sign_protocol_with_partner')).toEqual(['S3-11'])
    expect(rowsFor('query_customer_protocol')).toEqual(['Q3-10'])
    expect(rowsFor()).toEqual(['S3-11', 'Q3-10'])
  })

  it('names the parameter and never repeats the value, in both languages', () => {
    for (const format of Object.keys(formats) as FormatName[]) {
      const error = formats[format]('kkkk-a-key-pasted-here', { parameter: 'the_parameter' })
      for (const language of languages) {
        const text = JSON.stringify(error?.describe(language))
        expect(text).toContain('the_parameter')
        expect(text).not.toContain('pasted')
      }
    }
  })
})

describe('the shape of an MD5 key', () => {
  it('is 32 letters and digits', () => {
    expect(isUsualMd5KeyShape(Secret.fromText('0123456789abcdefghijABCDEFGHIJ01').shape())).toBe(true)
    for (const text of [
      '',
      'k'.repeat(31),
      'k'.repeat(33),
      `${'k'.repeat(31)} `,
      `${'k'.repeat(31)}\n`,
      `${'k'.repeat(31)}!`,
    ]) {
      expect(isUsualMd5KeyShape(Secret.fromText(text).shape())).toBe(false)
    }
  })
})
