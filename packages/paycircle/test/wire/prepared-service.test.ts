import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import {
  accountParameters,
  charsets,
  services,
  type Charset,
  type ServiceDefinition,
  type SignType,
} from 'paycircle/internal/vocabulary'
import { computeSignature, decodeText, prepareService, verifySignature, type ParameterSet } from 'paycircle/wire'
import { readVector } from './vectors.js'

const partner = '2088000000000000'
const key = Secret.fromText('k'.repeat(32))
const constants = { partner, charset: 'utf-8', signType: 'MD5', key } as const
const sign = prepareService(services.sign_protocol_with_partner, constants)
const query = prepareService(services.query_customer_protocol, constants)

const withCode = (code: string, rows: readonly string[]): Error => expect.objectContaining({ code, rows }) as Error

describe('a prepared service', () => {
  it('signs the query as the outside vector has it', () => {
    const request = query.request({ user_email: 'agent@example.com' })
    expect(request.signature).toBe('0ffb7ad1283ca3177cd82dd330ef445e')
    expect(Buffer.from(request.preSign).toString()).toBe(
      `_input_charset=utf-8&biz_type=10004&partner=${partner}&service=query_customer_protocol&user_email=agent@example.com`,
    )
  })

  it('sends what it signed, and sign and sign_type beside it', () => {
    expect(sign.request({ sign_channel: 'NORMAL', email: 'agent@example.com' }).parameters).toEqual([
      ['_input_charset', 'utf-8'],
      ['email', 'agent@example.com'],
      ['partner', partner],
      ['service', 'sign_protocol_with_partner'],
      ['sign_channel', 'NORMAL'],
      ['sign', expect.stringMatching(/^[0-9a-f]{32}$/)],
      ['sign_type', 'MD5'],
    ])
  })

  it('signs without any value where all are optional', () => {
    expect(sign.request({}).parameters.map(([name]) => name)).toEqual([
      '_input_charset',
      'partner',
      'service',
      'sign',
      'sign_type',
    ])
  })

  it('takes an account number under each of its names', () => {
    for (const name of accountParameters) {
      expect(query.request({ [name]: '20880000000000010156' }).parameters).toContainEqual([
        name,
        '20880000000000010156',
      ])
    }
  })

  it('signs with RSA', () => {
    const rsa = { charset: 'gbk', signType: 'RSA' } as const
    const secret = Secret.fromText(readVector('keys/test-only-1024-pkcs8.pem'))
    const request = prepareService(services.query_customer_protocol, { partner, ...rsa, key: secret }).request({
      user_email: 'a@b.cn',
    })
    const publicKey = readVector('keys/test-only-1024-public.pem')
    expect(verifySignature(Object.fromEntries(request.parameters), request.signature, { ...rsa, key: publicKey })).toBe(
      true,
    )
  })

  it('agrees with the generic signer in every charset', () => {
    const emails = fc.tuple(fc.stringMatching(/^[a-z0-9_+&'-]{1,20}$/), fc.stringMatching(/^[a-z0-9]{1,20}$/))
    fc.assert(
      fc.property(fc.constantFrom<Charset>(...charsets), emails, (charset, [local, domain]) => {
        const request = prepareService(services.query_customer_protocol, { ...constants, charset }).request({
          user_email: `${local}@${domain}.com`,
        })
        const parameters = Object.fromEntries(request.parameters)
        expect(request.signature).toBe(computeSignature(parameters, { charset, signType: 'MD5', key }))
        expect(decodeText(request.preSign, charset)).not.toContain('sign_type')
      }),
    )
  })
})

describe('a prepared service refuses', () => {
  it.each([
    'sign',
    'partner',
    '_input_charset',
    'biz_type',
    'user_email',
    'EMAIL',
    'email ',
    '__proto__',
    'toString',
    '',
  ])('the name %j, which a signing does not take from outside', (name) => {
    const values = JSON.parse(`{${JSON.stringify(name)}:"x"}`) as ParameterSet
    expect(() => sign.request(values)).toThrow(withCode('parameter-unknown', ['S3-07']))
  })

  it('a foreign name beside a known one', () => {
    expect(() => query.request({ user_email: 'a@b.cn', memo: 'x' })).toThrow(withCode('parameter-unknown', ['Q3-06']))
  })

  it.each(['return_url', 'notify_url'])('%s, which a signing has no use for', (name) => {
    expect(() => sign.request({ [name]: 'https://example.com/' })).toThrow(withCode('parameter-never-sent', ['S4-06']))
  })

  it('an empty value instead of dropping it', () => {
    expect(() => sign.request({ email: '' })).toThrow(withCode('parameter-empty', ['S3-08']))
    expect(() => query.request({ user_email: 'a@b.cn', account_no: '' })).toThrow(
      withCode('parameter-empty', ['Q3-07']),
    )
  })

  it('a query without e-mail and account number', () => {
    expect(() => query.request({})).toThrow(withCode('parameter-group-missing', ['Q3-09', 'Q3-25']))
    const undefinedEmail = { user_email: undefined } as unknown as ParameterSet
    expect(() => query.request(undefinedEmail)).toThrow(withCode('parameter-group-missing', ['Q3-09', 'Q3-25']))
  })

  it('a request without a required parameter', () => {
    const definition: ServiceDefinition = {
      ...services.query_customer_protocol,
      parameters: services.query_customer_protocol.parameters.map((parameter) =>
        parameter.name === 'user_email' ? { ...parameter, presence: 'required' } : parameter,
      ),
    }
    expect(() => prepareService(definition, constants).request({ account_no: '20880000000000010156' })).toThrow(
      withCode('parameter-missing', ['Q3-08']),
    )
  })

  it('a mobile number for a signer, saying why, and a bad e-mail for a query', () => {
    expect(() => sign.request({ email: '13800138000' })).toThrow(withCode('signer-email-is-mobile', ['S4-05']))
    expect(() => query.request({ user_email: '13800138000' })).toThrow(withCode('email-malformed', ['Q3-10']))
  })

  it('what is longer than the list allows, or no text at all', () => {
    expect(() => sign.request({ email: `${'a'.repeat(90)}@example.com` })).toThrow(
      withCode('value-too-long', ['S3-11']),
    )
    expect(() => sign.request({ email: 5 } as unknown as ParameterSet)).toThrow(
      withCode('value-not-text', ['S3-11', 'Q3-10']),
    )
  })

  it.each([
    ['partner', { partner: '208800000000000' }, 'partner-id-malformed'],
    ['charset', { charset: 'big5' as Charset }, 'charset-unsupported'],
    ['sign type', { signType: 'RSA2' as SignType }, 'sign-type-unsupported'],
    ['key', { key: Secret.fromText('') }, 'key-empty'],
  ])('a wrong %s at once, before any request', (_, change, code) => {
    expect(() => prepareService(services.sign_protocol_with_partner, { ...constants, ...change })).toThrow(
      expect.objectContaining({ code }),
    )
  })
})

describe('the pre-sign string of both services', () => {
  // A value that holds `&name=` would read as another parameter, and two requests would share one signature.
  const injections = fc
    .tuple(
      fc.string(),
      fc.constantFrom('&', '&a=1&'),
      fc.constantFrom('partner', 'email', 'x', '_input_charset'),
      fc.string(),
    )
    .map(([before, joint, name, after]) => `${before}${joint}${name}=${after}`)
  const requestNames = Object.values(services).flatMap((definition) =>
    definition.parameters
      .filter(({ origin }) => origin === 'request')
      .map(({ name }) => [definition.name, name] as const),
  )

  it.each(requestNames)('cannot be forged: %s refuses any %s that holds another parameter', (service, name) => {
    const prepared = service === 'query_customer_protocol' ? query : sign
    fc.assert(
      fc.property(
        fc.oneof(
          injections,
          injections.map((text) => `${text.replace(/[\s@]/g, '')}@example.com`),
        ),
        (value) => {
          expect(() => prepared.request({ [name]: value })).toThrow(expect.objectContaining({ name: 'PaycircleError' }))
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each(['partner', 'charset', 'signType'] as const)('cannot be forged through the constant %s either', (name) => {
    fc.assert(
      fc.property(injections, (value) => {
        const forged = { ...constants, [name]: value }
        expect(() => prepareService(services.sign_protocol_with_partner, forged)).toThrow(
          expect.objectContaining({ name: 'PaycircleError' }),
        )
      }),
    )
  })

  it('reads back as exactly the parameters that were sent', () => {
    const locals = fc.stringMatching(/^[\w!#$%&'*+/=?^`{|}~-]{1,30}$/)
    fc.assert(
      fc.property(locals, (local) => {
        let request
        try {
          request = sign.request({ email: `${local}@example.com` })
        } catch (error) {
          expect(error).toMatchObject({ code: 'email-malformed', fields: { fault: 'ambiguous' } })
          return
        }
        const pieces = Buffer.from(request.preSign)
          .toString()
          .split(/&(?=[a-z_]+=)/)
        const sent = request.parameters.filter(([name]) => name !== 'sign' && name !== 'sign_type')
        expect(pieces).toEqual(sent.map(([name, value]) => `${name}=${value}`))
      }),
      { numRuns: 2000 },
    )
  })
})
