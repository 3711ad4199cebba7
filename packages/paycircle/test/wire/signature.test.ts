import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import type { Charset, SignType } from 'paycircle/internal/vocabulary'
import { computeSignature, decodeText, preSignString, verifySignature, type ParameterSet } from 'paycircle/wire'
import { readVector, vectorPath, vectorRows } from './vectors.js'

interface Case {
  readonly name: string
  readonly text: string
  readonly settings: { readonly charset: Charset; readonly signType: SignType; readonly key: string }
  readonly publicKey: string
  readonly signature: string
}

const signatures = new Map(vectorRows('signatures.tsv').map(([name, signature]) => [name, signature]))

const cases: readonly Case[] = vectorRows('cases.tsv').map(([name = '', signType, charset, key = '', text = '']) => ({
  name,
  text,
  settings: {
    charset: charset as Charset,
    signType: signType as SignType,
    key: signType === 'RSA' ? readVector(key) : key,
  },
  publicKey: signType === 'RSA' ? readVector(key.replace(/pkcs[18]/, 'public')) : key,
  signature: signatures.get(name) ?? '',
}))

function parametersOf(text: string, order: (names: string[]) => string[] = (names) => names): ParameterSet {
  const values = new Map(text.split('&').map((pair) => pair.split(/=(.*)/s, 2) as [string, string]))
  return Object.fromEntries(order([...values.keys()]).map((name) => [name, values.get(name) ?? '']))
}

describe.each(cases)('the outside vector “$name”', ({ text, settings, publicKey, signature }) => {
  const parameters = parametersOf(text, (names) => names.reverse())

  it('has the same pre-sign string', () => {
    expect(decodeText(preSignString(parameters, settings), settings.charset)).toBe(text)
  })

  it('has the same signature, made with the key as text and as a secret', () => {
    expect(computeSignature(parameters, settings)).toBe(signature)
    expect(computeSignature(parameters, { ...settings, key: Secret.fromText(settings.key) })).toBe(signature)
  })

  it('verifies, and does not once a value or the signature has changed', () => {
    const verifying = { ...settings, key: publicKey }
    const changed = { ...parameters, extra: '1' }
    const other = (signature.startsWith('a') ? 'b' : 'a') + signature.slice(1)
    expect(verifySignature(parameters, signature, verifying)).toBe(true)
    expect(verifySignature(changed, signature, verifying)).toBe(false)
    expect(verifySignature(parameters, other, verifying)).toBe(false)
  })
})

describe('the vectors', () => {
  it('come out of openssl and iconv again as they stand in the file', () => {
    expect(execFileSync('sh', [vectorPath('recompute.sh')], { encoding: 'utf8' })).toBe(readVector('signatures.tsv'))
  })

  it('leave no case without a signature', () => {
    expect(cases.filter(({ signature }) => signature === '')).toEqual([])
    expect(cases).toHaveLength(signatures.size)
  })

  it.each(cases.filter(({ settings }) => settings.signType === 'RSA'))(
    'of ours are verified by openssl: $name',
    ({ text, settings }) => {
      const parameters = parametersOf(text)
      const key = settings.key === readVector('keys/test-only-2048-pkcs8.pem') ? '2048' : '1024'
      const signature = computeSignature(parameters, settings)
      const said = execFileSync('sh', [vectorPath('verify.sh'), `keys/test-only-${key}-public.pem`, signature], {
        input: preSignString(parameters, settings),
        encoding: 'utf8',
      })
      expect(said.trim()).toBe('Verified OK')
    },
  )
})

describe('MD5', () => {
  // RFC 1321, appendix A.5: with nothing to sign the digest is that of the key.
  it.each([
    ['a', '0cc175b9c0f1b6a831c399e269772661'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'd174ab98d277d9f5a5611c2c9f419d9f'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      '57edf4a22be3c955ac49da2e2107b67a',
    ],
  ])('digests %j as RFC 1321 prints it', (key, digest) => {
    expect(computeSignature({}, { charset: 'utf-8', signType: 'MD5', key })).toBe(digest)
  })

  const settings = { charset: 'utf-8', signType: 'MD5', key: 'k'.repeat(32) } as const

  it('takes nothing but 32 lower-case hexadecimal digits for a signature', () => {
    const parameters = { service: 'any' }
    const signature = computeSignature(parameters, settings)
    const wrong = [
      signature.toUpperCase(),
      signature.slice(1),
      `${signature}\n`,
      ` ${signature}`,
      `${signature}0`,
      '',
      '签'.repeat(32),
    ]
    expect(wrong.filter((one) => verifySignature(parameters, one, settings))).toEqual([])
    expect(verifySignature(parameters, signature, settings)).toBe(true)
  })

  it('refuses an empty key, with which anyone could sign', () => {
    for (const key of ['', Secret.fromText('')]) {
      expect(() => computeSignature({ a: '1' }, { ...settings, key })).toThrow(
        expect.objectContaining({ code: 'key-empty' }),
      )
      expect(() => verifySignature({ a: '1' }, 'x', { ...settings, key })).toThrow(
        expect.objectContaining({ code: 'key-empty' }),
      )
    }
  })

  it('does not depend on the order in which parameters are given', () => {
    const sets = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(sets, (parameters) => {
        const reversed = Object.fromEntries(Object.entries(parameters).reverse())
        expect(computeSignature(reversed, settings)).toBe(computeSignature(parameters, settings))
      }),
    )
  })
})

describe('RSA', () => {
  const parameters = { service: 'any', partner: '2088000000000000' }
  const privateKey = readVector('keys/test-only-1024-pkcs8.pem')
  const publicKey = readVector('keys/test-only-1024-public.pem')
  const settings = { charset: 'utf-8', signType: 'RSA' } as const
  const signature = computeSignature(parameters, { ...settings, key: privateKey })
  const bare = (pem: string): string => pem.replace(/-----.*-----|\n/g, '')

  it.each([
    ['PEM', publicKey],
    ['PEM of PKCS#1', readVector('keys/test-only-1024-public-pkcs1.pem')],
    ['bare base64', bare(publicKey)],
    ['base64 in lines', publicKey.replace(/-----.*-----/g, '')],
    ['the public half of a secret', Secret.fromText(privateKey)],
  ])('verifies with the public key as %s', (_, key) => {
    expect(verifySignature(parameters, signature, { ...settings, key })).toBe(true)
    expect(verifySignature({ ...parameters, more: '1' }, signature, { ...settings, key })).toBe(false)
  })

  it('signs with a private key in bare base64', () => {
    expect(computeSignature(parameters, { ...settings, key: bare(privateKey) })).toBe(signature)
  })

  it.each(['', 'A', '====', `${signature}\n`, signature.slice(4), signature.replace('=', '')])(
    'takes %j for no signature, without an exception',
    (wrong) => {
      expect(verifySignature(parameters, wrong, { ...settings, key: publicKey })).toBe(false)
    },
  )

  it('takes no other spelling of the same bytes', () => {
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    // The last bits of the last digit before `=` carry nothing: the digit after it decodes to the same bytes.
    const respelt = signature.replace(/(.)(=+)$/, (_, last: string, padding: string) => {
      return `${digits[digits.indexOf(last) + 1] ?? ''}${padding}`
    })
    expect(respelt).not.toBe(signature)
    expect(Buffer.from(respelt, 'base64')).toEqual(Buffer.from(signature, 'base64'))
    expect(verifySignature(parameters, respelt, { ...settings, key: publicKey })).toBe(false)
  })

  it('refuses a private key where a public one belongs, and the other way round', () => {
    expect(() => verifySignature(parameters, signature, { ...settings, key: privateKey })).toThrow(
      expect.objectContaining({ code: 'key-not-public' }),
    )
    expect(() => computeSignature(parameters, { ...settings, key: publicKey })).toThrow(
      expect.objectContaining({ code: 'key-not-private' }),
    )
  })

  it('says nothing of a key that it cannot read', () => {
    const key = `-----BEGIN PRIVATE KEY-----\nverysecretmaterial\n-----END PRIVATE KEY-----`
    let error: unknown
    try {
      computeSignature(parameters, { ...settings, key })
    } catch (caught) {
      error = caught
    }
    expect(error).toMatchObject({ code: 'key-not-private' })
    expect(JSON.stringify(error) + String(error) + String((error as Error).stack)).not.toContain('verysecret')
  })
})

it.each([
  ['DSA', 'dsa'],
  ['RSA2', 'rsa2'],
  ['md5', 'unknown'],
  ['', 'unknown'],
  ['constructor', 'unknown'],
])('refuses the sign type %j and says why', (signType, fault) => {
  const settings = { charset: 'utf-8', signType: signType as SignType, key: 'k' } as const
  const refusal = expect.objectContaining({ code: 'sign-type-refused', fields: { fault } }) as Error
  expect(() => computeSignature({ a: '1' }, settings)).toThrow(refusal)
  expect(() => verifySignature({ a: '1' }, 'x', settings)).toThrow(refusal)
})
