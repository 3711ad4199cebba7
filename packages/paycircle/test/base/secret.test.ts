import { createHash, generateKeyPairSync, type Hash } from 'node:crypto'
import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Secret } from 'paycircle/internal/base'

const text = 'aVerySecretKeyOf32Characters0123'
const secret = Secret.fromText(text)

describe('a secret', () => {
  it.each<[string, () => string]>([
    ['String()', () => String(secret)],
    ['a template', () => `key=${secret as unknown as string}`],
    ['concatenation', () => 'key=' + (secret as unknown as string)],
    ['JSON', () => JSON.stringify({ secret, list: [secret] })],
    [
      'inspect, with everything shown',
      () => inspect({ secret }, { showHidden: true, depth: 9, getters: true, customInspect: false }),
    ],
    ['format', () => format('%s %o %j %O', secret, secret, secret, secret)],
    ['join', () => [secret, secret].join()],
    ['an error', () => inspect(new Error(String(secret), { cause: secret }))],
    [
      'its keys and values',
      () => JSON.stringify([Reflect.ownKeys(secret), Object.values(secret), Object.assign({}, secret)]),
    ],
    ['URL parameters', () => new URLSearchParams({ secret: secret as unknown as string }).toString()],
    [
      'its shape and fingerprint',
      () => inspect([secret.shape(), secret.fingerprint(), secret.variants()], { depth: 9 }),
    ],
  ])('does not show in %s', (_, print) => {
    const printed = print()
    expect(printed).not.toContain(text)
    expect(printed).not.toContain(Buffer.from(text).toString('base64'))
    expect(printed).not.toContain(Buffer.from(text).toString('hex'))
    expect(printed).not.toContain('aVery')
  })

  it('cannot be copied out by structured clone', () => {
    expect(inspect(structuredClone({ secret }), { showHidden: true })).not.toContain('aVery')
  })

  it('feeds a hash of node’s and nothing that merely looks like one', () => {
    const hash = createHash('md5').update('text')
    secret.digestInto(hash)
    expect(hash.digest('hex')).toBe(createHash('md5').update(`text${text}`).digest('hex'))
    const thief = { update: (bytes: Uint8Array) => bytes } as unknown as Hash
    expect(() => secret.digestInto(thief)).toThrow(TypeError)
  })

  it('is not changed by what becomes of the bytes that it was made of', () => {
    const bytes = Buffer.from(text)
    const made = Secret.fromBytes(bytes)
    bytes.fill(0)
    expect(made.equals(secret)).toBe(true)
  })

  it('loses one line end of a key file and nothing else', () => {
    const bytesOf = (content: string): number => Secret.fromFileBytes(Buffer.from(content)).shape().bytes
    expect(['key', 'key\n', 'key\r\n', 'key\n\n', ' key \n', 'key\r', '\n', ''].map(bytesOf)).toEqual([
      3, 3, 3, 4, 5, 4, 0, 0,
    ])
  })

  it('has a fingerprint that tells keys apart and is always the same', () => {
    expect(secret.fingerprint()).toMatch(/^[0-9a-f]{12}$/)
    expect(Secret.fromText(text).fingerprint()).toBe(secret.fingerprint())
    expect(Secret.fromText(`${text} `).fingerprint()).not.toBe(secret.fingerprint())
    expect(createHash('sha256').update(text).digest('hex')).not.toContain(secret.fingerprint())
  })

  it('tells its shape', () => {
    expect(secret.shape()).toEqual({
      bytes: 32,
      lines: 1,
      leadingBlanks: 0,
      trailingBlanks: 0,
      innerBlanks: 0,
      byteOrderMark: false,
      alphabet: 'digits-and-letters',
    })
    expect(Secret.fromText(' a b\r\n').shape()).toMatchObject({
      lines: 2,
      leadingBlanks: 1,
      trailingBlanks: 2,
      innerBlanks: 1,
    })
    expect(Secret.fromText('\uFEFFabc').shape()).toMatchObject({ byteOrderMark: true, alphabet: 'digits-and-letters' })
    expect(Secret.fromText('密钥').shape()).toMatchObject({ alphabet: 'other', bytes: 6 })
  })

  it('is equal to its like only', () => {
    expect(secret.equals(Secret.fromText(text))).toBe(true)
    for (const other of ['', text.slice(1), `${text}x`, `b${text.slice(1)}`]) {
      expect(secret.equals(Secret.fromText(other))).toBe(false)
    }
  })

  it('masks itself in a text as it is, percent-encoded, in base64, in hexadecimal and in JSON', () => {
    const odd = Secret.fromText('a"key+with/signs=')
    const forms = [
      'a"key+with/signs=',
      encodeURIComponent('a"key+with/signs='),
      Buffer.from('a"key+with/signs=').toString('base64'),
    ]
    forms.push(Buffer.from('a"key+with/signs=').toString('hex'), JSON.stringify('a"key+with/signs='))
    for (const form of forms) {
      const redacted = odd.redact(`before ${form} after ${form}`)
      expect(redacted).toMatch(/^before .*\[secret\].* after .*\[secret\]/)
      expect(redacted).not.toContain(form.replaceAll('"', ''))
    }
    expect(odd.redact('nothing here')).toBe('nothing here')
  })

  it('knows itself after the accidents of copying', () => {
    const variants = Secret.fromText(' Key\n').variants()
    expect(variants.map(({ name }) => name)).toEqual([
      'trimmed',
      'newline-appended',
      'carriage-return-newline-appended',
      'upper-case',
      'lower-case',
    ])
    expect(variants[0]?.secret.equals(Secret.fromText('Key'))).toBe(true)
    expect(
      Secret.fromText('123')
        .variants()
        .map(({ name }) => name),
    ).toEqual(['newline-appended', 'carriage-return-newline-appended'])
  })
})

describe('a secret as a private key', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

  it.each([
    ['PKCS#8 PEM', pkcs8],
    ['PKCS#1 PEM', privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['bare base64 of PKCS#8', privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')],
    ['bare base64 of PKCS#1', privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64')],
    ['PEM behind a byte order mark and blanks', `\uFEFF\n ${pkcs8}\n`],
  ])('is read from %s, once', (_, given) => {
    const made = Secret.fromText(given)
    expect(made.privateKey().equals(privateKey)).toBe(true)
    expect(made.privateKey()).toBe(made.privateKey())
  })

  it.each([
    ['an MD5 key', text],
    ['nothing', ''],
    ['damaged PEM', pkcs8.replace(/\n[A-Za-z]{6}/, '\n######')],
    [
      'a key that is not RSA',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
  ])('is refused for %s, with a message that holds none of it', (_, given) => {
    let error: unknown
    try {
      Secret.fromText(given).privateKey()
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(TypeError)
    expect(inspect(error)).not.toContain(given.slice(0, 40) || 'nothing to find')
  })

  it('is masked line by line', () => {
    const [, line = ''] = pkcs8.split('\n')
    expect(Secret.fromText(pkcs8).redact(`log: ${line}`)).toBe('log: [secret]')
  })
})
