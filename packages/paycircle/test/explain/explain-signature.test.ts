import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../src/base/index.js'
import { explainSignature, readSignedRequest, type SignatureExplanation } from '../../src/explain/index.js'
import { messages } from '../../src/explain/messages.js'
import { computeSignature, formEncode, preSignString } from '../../src/wire/index.js'

interface Specimen {
  readonly name: string
  readonly text: string
  readonly key?: string
  readonly publicKey?: string
  readonly expected: readonly string[]
  readonly sameAs: readonly string[]
}

const path = fileURLToPath(new URL('specimens.json', import.meta.url))
const specimens = JSON.parse(readFileSync(path, 'utf8')) as readonly Specimen[]

function explain({ text, key, publicKey }: Pick<Specimen, 'text' | 'key' | 'publicKey'>): SignatureExplanation {
  return explainSignature(readSignedRequest(text), {
    ...(key === undefined ? {} : { key: Secret.fromText(key) }),
    ...(publicKey === undefined ? {} : { publicKey }),
  })
}

function specimen(name: string): Specimen {
  const found = specimens.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no specimen ${name}`)
  return found
}

const key = 'Test0Only1Security2Key3Of4Sample'
const query = {
  service: 'query_customer_protocol',
  partner: '2088000000000000',
  _input_charset: 'utf-8',
  biz_type: '10004',
  user_email: 'agent@example.com',
}
const gateway = 'https://mapi.alipay.com/gateway.do'
const signature = computeSignature(query, { charset: 'utf-8', signType: 'MD5', key })
const urlOf = (parameters: Readonly<Record<string, string>>) =>
  `${gateway}?${formEncode(Object.entries(parameters), 'utf-8')}`
const signed = { ...query, sign: signature, sign_type: 'MD5' }
const codes = (findings: readonly { readonly code: string }[] | undefined) => findings?.map(({ code }) => code)

describe('specimens made by hashlib and openssl', () => {
  it.each(specimens.map((one) => [one.name, one] as const))('are explained: %s', (_, given) => {
    const explanation = explain(given)
    expect(codes(explanation.explanation?.mistakes) ?? []).toEqual(given.expected)
    expect(codes(explanation.explanation?.sameAs) ?? []).toEqual(given.sameAs)
    expect(explanation.verdict).toBe(given.expected.length === 0 ? 'matches' : 'explained')
    expect(explanation.matches).toBe(given.expected.length === 0)
  })

  it('cover every mistake that can be named', () => {
    const findings =
      /^(?:several|url|named|action|charset-(?:conflict|absent|unknown|lacks)|not-the|percent|bytes|parameter-(?:foreign|empty|twice)|value-|key-(?:in-|absent|blanks|inner|line|byte|length|not-|looks)|sign-type-(?:absent|case|not)|signature-(?:absent|length|not-)|public-key|cause|left-out|character-(?!s))/
    const mistakes = Object.keys(messages.en).filter((code) => !findings.test(code))
    expect(mistakes.length).toBeGreaterThan(40)
    expect(mistakes.filter((code) => !specimens.some(({ expected }) => expected.includes(code)))).toEqual([])
  })
})

describe('what must be signed', () => {
  it('is shown as the very bytes that the product signs', () => {
    const { preSign } = explain({ text: urlOf(signed) })
    expect(preSign.hex).toBe(Buffer.from(preSignString(query, { charset: 'utf-8' })).toString('hex'))
    expect(preSign.byteLength).toBe(preSign.hex.length / 2)
  })

  it('is shown with what cannot be seen made visible, and a legend', () => {
    const text = urlOf({ a: '\u3000x\u00A0\u200B\uFEFF\t\r\n\0\\', _input_charset: 'utf-8' })
    const { preSign, findings } = explain({ text })
    expect(preSign.text).toBe('_input_charset=utf-8&a=\\u{3000}x\\u{a0}\\u{200b}\\u{feff}\\t\\r\\n\\0\\\\')
    expect(preSign.legend.map(({ escape }) => escape)).toEqual([
      '\\u{3000}',
      '\\u{a0}',
      '\\u{200b}',
      '\\u{feff}',
      '\\t',
      '\\r',
      '\\n',
      '\\0',
      '\\\\',
    ])
    expect(preSign.legend[0]).toMatchObject({ zh: '全角空格', en: 'full-width space' })
    expect(codes(findings)).toEqual(['sign-type-absent', 'value-blanks', 'value-invisible'])
  })

  it('names what was left out, and why', () => {
    const { leftOut } = explain({ text: `${urlOf({ ...signed, account_no: '' })}&partner=2088000000000000` })
    expect(leftOut.map(({ name, reason }) => [name, reason])).toEqual([
      ['sign', 'signature'],
      ['sign_type', 'sign-type'],
      ['account_no', 'empty'],
      ['partner', 'repeated'],
    ])
  })

  it('is shown in utf-8 where the declared charset lacks a character, and never said to match', () => {
    const sign = computeSignature({ _input_charset: 'gbk', a: '😀' }, { charset: 'utf-8', signType: 'MD5', key })
    const explanation = explain({ text: `_input_charset=gbk\na=😀\nsign=${sign}\nsign_type=MD5`, key })
    expect(codes(explanation.findings)).toEqual(['charset-lacks-character'])
    expect(codes(explanation.explanation?.mistakes)).toEqual(['other-charset'])
    expect(explanation.matches).toBe(false)
  })
})

describe('the first difference', () => {
  it('is given in bytes, with both sides in context', () => {
    const { difference } = explain(specimen('sign_type signed')).explanation ?? {}
    expect(difference).toEqual({
      byteOffset: '_input_charset=utf-8&biz_type=10004&partner=2088000000000000&service=query_customer_protocol&'
        .length,
      right: {
        before: 'query_customer_protocol&',
        after: 'user_email=agent@example',
        hex: Buffer.from('user_ema').toString('hex'),
      },
      signed: {
        before: 'query_customer_protocol&',
        after: 'sign_type=MD5&user_email',
        hex: Buffer.from('sign_typ').toString('hex'),
      },
    })
  })

  it('does not cut a character in half', () => {
    const { difference } = explain(specimen('signed in utf-8, declared gbk')).explanation ?? {}
    expect(difference?.right).toEqual({
      before: 'e_other_service&subject=',
      after: '测试 a&b',
      hex: 'b2e2cad420612662',
    })
    expect(difference?.signed.after).toBe('测试 a&b')
  })

  it('shows an end as nothing', () => {
    const { difference } = explain(specimen('a trailing &')).explanation ?? {}
    expect(difference).toMatchObject({ right: { after: '', hex: '' }, signed: { after: '&', hex: '26' } })
  })

  it('is absent where the string is right and the key is not', () => {
    expect(explain(specimen('signed with the key in capitals')).explanation?.difference).toBeUndefined()
  })
})

describe('findings', () => {
  it.each([
    [{ ...signed, sign_type: 'md5' }, 'sign-type-case'],
    [{ ...query, sign: signature }, 'sign-type-absent'],
    [{ ...signed, sign_type: 'RSA2' }, 'sign-type-not-here'],
    [{ ...signed, sign_type: 'DSA' }, 'sign-type-not-here'],
    [{ ...signed, _input_charset: 'big5' }, 'charset-unknown'],
    [{ sign: signature, sign_type: 'MD5', a: '1' }, 'charset-absent'],
    [{ ...signed, csrf: '1' }, 'parameter-foreign'],
    [{ ...signed, user_email: '' }, 'parameter-empty'],
    [{ ...signed, user_email: 'a%40b' }, 'value-still-encoded'],
    [{ ...signed, user_email: 'a&amp;b' }, 'value-entity'],
  ])('about the request %#', (parameters, code) => {
    expect(codes(explain({ text: urlOf(parameters) }).findings)).toContain(code)
  })

  it.each([
    [`${key} `, ['key-blanks', 'key-length']],
    [`\uFEFF${key}`, ['key-byte-order-mark', 'key-blanks', 'key-length']],
    [`${key}\n`, ['key-blanks', 'key-line-end', 'key-length']],
    [key.slice(1), ['key-length']],
    [`${key.slice(0, 15)} ${key.slice(16)}`, ['key-inner-blanks', 'key-not-alphanumeric']],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', ['key-looks-rsa', 'key-not-rsa']],
    ['A'.repeat(300), ['key-looks-rsa', 'key-not-rsa']],
    [key, []],
  ])('about the key %#', (given, expected) => {
    const explanation = explain({ text: urlOf(signed), key: given })
    expect(codes(explanation.key?.findings)).toEqual(expected)
    expect(explanation.key?.fingerprint).toBe(Secret.fromText(given).fingerprint())
  })

  it('about the signature', () => {
    const of = (sign: string, given?: string) =>
      codes(
        explain({ text: urlOf({ ...signed, sign }), ...(given === undefined ? {} : { key: given }) }).signature
          .findings,
      )
    expect(of(signature, key)).toEqual([])
    expect(of(signature)).toEqual(['key-absent'])
    expect(of('', key)).toEqual(['signature-absent'])
    expect(of('0123', key)).toEqual(['signature-length'])
    expect(of('z'.repeat(32), key)).toEqual(['signature-not-hexadecimal'])
  })

  it('about an RSA signature of another key, and a public key that is none', () => {
    const { publicKey = '', text } = specimen('right: RSA')
    const other = readSignedRequest(text.replace(/sign=...../, 'sign=AAAAA'))
    expect(codes(explainSignature(other, { publicKey }).signature.findings)).toEqual(['signature-not-by-this-key'])
    expect(explainSignature(other, { publicKey: 'x' })).toMatchObject({
      verdict: 'unchecked',
      key: { findings: [{ code: 'public-key-unreadable' }] },
    })
  })

  it('name the causes that remain where nothing reproduces the signature', () => {
    const wrongKey = explain({ text: urlOf(signed), key: 'Another0Key1Of2Thirty3Two4Letter' })
    expect(wrongKey).toMatchObject({ verdict: 'unexplained', matches: false, exhaustive: true })
    expect(codes(wrongKey.remainingCauses)).toEqual([
      'cause-other-key',
      'cause-signed-not-sent',
      'cause-changed-after-signing',
    ])
    const { publicKey = '', text } = specimen('right: RSA')
    const otherString = explain({ text: text.replace('agent%40', 'nobody%40'), publicKey })
    expect(codes(otherString.remainingCauses)?.[0]).toBe('cause-string-differs')
  })

  it('list each candidate that was tried, in both languages', () => {
    const { candidates, tried } = explain(specimen('a trailing &'))
    expect(candidates.filter(({ reproduces }) => reproduces)).toMatchObject([
      { mistakes: [{ code: 'trailing-ampersand', rows: ['S3-06', 'Q3-05'] }] },
    ])
    expect(tried).toBeGreaterThan(candidates.length)
    for (const { mistakes } of candidates) {
      for (const { zh, en } of mistakes) {
        expect(zh).toMatch(/\p{Script=Han}.*。$/u)
        expect(en).toMatch(/\.$/)
      }
    }
  })
})

describe('safety', () => {
  it.each(specimens.filter((one) => one.key !== undefined).map((one) => [one.name, one] as const))(
    'never shows the key: %s',
    (_, given) => {
      const shown = JSON.stringify(explain(given))
      const secret = (given.key ?? '').trim()
      for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')]) {
        expect(shown).not.toContain(form)
      }
    },
  )

  it('masks a key that stands in the request itself, and says so', () => {
    const explanation = explain({ text: urlOf({ ...signed, key }), key })
    expect(codes(explanation.findings)).toContain('key-in-request')
    expect(JSON.stringify(explanation)).not.toContain(key)
    expect(JSON.stringify(explanation)).not.toContain(Buffer.from(key).toString('hex'))
    expect(explanation.preSign.text).toContain('key=[secret]')
  })

  it('lets no control character of a request through to a terminal', () => {
    const explanation = explain({ text: urlOf({ ...signed, sign: '\u001b]0;x', '\u001b[2Jname': ' \u009b1m' }), key })
    expect(explanation.signature.given + JSON.stringify(explanation).replaceAll('\\u001b', '\u001b')).not.toMatch(
      /[\u0000-\u001f\u007f-\u009f]/,
    )
  })

  it('never takes a signature made without a key for right because the key given is empty', () => {
    const explanation = explain({ text: specimen('no key at all').text, key: '' })
    expect(explanation).toMatchObject({ verdict: 'unchecked', matches: false })
    expect(codes(explanation.key?.findings)).toEqual(['key-length'])
  })

  it('explains with any key and any signature without throwing', () => {
    const oddKey = fc.oneof(fc.string({ unit: 'binary' }), fc.base64String({ minLength: 200, maxLength: 400 }))
    const oddSignature = fc.oneof(fc.string(), fc.base64String(), fc.stringMatching(/^[0-9a-fA-F]{16,64}$/))
    const signType = fc.constantFrom('MD5', 'RSA', 'RSA2', 'DSA', '', 'x')
    fc.assert(
      fc.property(oddKey, oddKey, oddSignature, signType, (given, publicKey, sign, sign_type) => {
        const { matches } = explain({ text: urlOf({ ...query, sign, sign_type }), key: given, publicKey })
        expect(matches).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('takes names of object properties as names of parameters', () => {
    const parameters: [string, string][] = [
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['_input_charset', 'utf-8'],
    ]
    const { preSign } = explain({ text: `${gateway}?${formEncode(parameters, 'utf-8')}` })
    expect(preSign.text).toBe('__proto__=a&_input_charset=utf-8&constructor=b')
  })

  it.each([
    ['one value of a megabyte', { ...signed, a: '测'.repeat(100_000) }],
    ['one value of blanks', { ...signed, a: ' '.repeat(1_000_000) }],
    [
      '200 parameters',
      { ...signed, ...Object.fromEntries(Array.from({ length: 193 }, (_, n) => [`p${n}`, `${n} @`])) },
    ],
  ])('is done in time with %s', (_, parameters) => {
    const startedAt = performance.now()
    const { verdict } = explain({ text: urlOf(parameters), key: 'Another0Key1Of2Thirty3Two4Letter' })
    expect(verdict).toBe('unexplained')
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  it('matches whatever the product signs, and nothing else that differs in one value', () => {
    const value = fc.string({ unit: fc.constantFrom(...Array.from('ab0@.+%& 测试')), minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'sign_channel', 'email'), value),
        value,
        (given, other) => {
          const parameters = { ...given, _input_charset: 'utf-8' }
          const sign = computeSignature(parameters, { charset: 'utf-8', signType: 'MD5', key })
          const sent = { ...parameters, sign, sign_type: 'MD5' }
          expect(explain({ text: urlOf(sent), key })).toMatchObject({ verdict: 'matches', matches: true })
          expect(explain({ text: urlOf({ ...sent, other }), key }).matches).toBe(false)
        },
      ),
      { numRuns: 200 },
    )
  })
})
