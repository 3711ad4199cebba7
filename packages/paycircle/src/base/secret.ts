import { createHash, createPrivateKey, Hash, type KeyObject } from 'node:crypto'
import { inspect } from 'node:util'
import { closeBox, type BoxLock } from './sealed-box.js'

/** What may be said about a secret without telling it. */
export interface SecretShape {
  readonly bytes: number
  readonly lines: number
  readonly leadingBlanks: number
  readonly trailingBlanks: number
  readonly innerBlanks: number
  readonly byteOrderMark: boolean
  readonly alphabet: 'digits-and-letters' | 'base64' | 'pem' | 'other'
  /** `PRIVATE KEY`, `RSA PRIVATE KEY`, … where the text is a PEM block. */
  readonly pemLabel?: string
}

export type SecretVariantName =
  'trimmed' | 'newline-appended' | 'carriage-return-newline-appended' | 'upper-case' | 'lower-case'

/** A secret changed in one way in which secrets get damaged. */
export interface SecretVariant {
  readonly name: SecretVariantName
  readonly secret: Secret
}

/** What stands where a secret was. */
export const secretMask = '[secret]'

// `instanceof` takes a tenth of a whole signature.
const hashPrototype: unknown = Hash.prototype

/**
 * A key that cannot be read back. It is held as bytes; printing, JSON, `inspect`, string conversion and enumeration
 * show a mask, and no method returns the value. S3-02, Q3-02
 */
export class Secret {
  readonly #bytes: Buffer
  #privateKey: KeyObject | undefined
  #needles: readonly string[] | undefined

  private constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Takes the text as it is: blanks and line ends count, `shape` tells about them. */
  static fromText(text: string): Secret {
    return new Secret(Buffer.from(text, 'utf8'))
  }

  static fromBytes(bytes: Uint8Array): Secret {
    return new Secret(Buffer.from(bytes))
  }

  /**
   * Takes the bytes of a key file and drops one line end at its end, which editors put there unasked. Everything else
   * counts.
   */
  static fromFileBytes(bytes: Uint8Array): Secret {
    let end = bytes.length
    if (bytes[end - 1] === 0x0a) end -= bytes[end - 2] === 0x0d ? 2 : 1
    return new Secret(Buffer.from(bytes.subarray(0, end)))
  }

  /** Feeds the bytes to a running hash, so that they never join a string. Only node's own hash is taken. */
  digestInto(hash: Hash): void {
    if (Object.getPrototypeOf(hash) !== hashPrototype)
      throw new TypeError('digestInto takes a hash made by node:crypto')
    hash.update(this.#bytes)
  }

  /**
   * The secret as an RSA private key: PEM (PKCS#1 or PKCS#8) or its bare base64. Parsed once.
   *
   * @throws TypeError where the bytes are no RSA private key; the message says nothing of them.
   */
  privateKey(): KeyObject {
    this.#privateKey ??= parsePrivateKey(this.#bytes.toString('latin1'))
    return this.#privateKey
  }

  /** The secret in a box that only the lock's key opens, so that it can be stored. S3-02, Q3-02 */
  seal(lock: BoxLock): Buffer {
    return closeBox(this.#bytes, lock)
  }

  /** Twelve hexadecimal digits that tell two keys apart and do not lead back to either. */
  fingerprint(): string {
    return createHash('sha256').update('paycircle secret fingerprint\0').update(this.#bytes).digest('hex').slice(0, 12)
  }

  shape(): SecretShape {
    const text = this.#bytes.toString('utf8')
    const trimmed = text.replace(/^\uFEFF/, '').trim()
    const pemLabel = /^-----BEGIN ([A-Z0-9 ]+)-----/.exec(trimmed)?.[1]
    return {
      bytes: this.#bytes.length,
      lines: text === '' ? 0 : text.split(/\r\n|\r|\n/).length,
      leadingBlanks: text.length - text.trimStart().length,
      trailingBlanks: text.length - text.trimEnd().length,
      innerBlanks: trimmed.replace(/\S/g, '').length,
      byteOrderMark: text.startsWith('\uFEFF'),
      alphabet: alphabetOf(trimmed, pemLabel),
      ...(pemLabel === undefined ? {} : { pemLabel }),
    }
  }

  /** Whether both hold the same bytes; the time taken tells nothing but their lengths. */
  equals(other: Secret): boolean {
    if (this.#bytes.length !== other.#bytes.length) return false
    let difference = 0
    for (let index = 0; index < this.#bytes.length; index++) {
      difference |= (this.#bytes[index] ?? 0) ^ (other.#bytes[index] ?? 0)
    }
    return difference === 0
  }

  /** The text with the secret masked wherever it stands: as it is, percent-encoded, or in base64. */
  redact(text: string): string {
    this.#needles ??= needlesOf(this.#bytes)
    let result = text
    for (const needle of this.#needles) if (result.includes(needle)) result = result.replaceAll(needle, secretMask)
    return result
  }

  /** The secret as it would be after the usual accidents of copying; only those that change it. */
  variants(): readonly SecretVariant[] {
    const text = this.#bytes.toString('utf8')
    const candidates: readonly [SecretVariantName, string][] = [
      ['trimmed', text.replace(/^\uFEFF/, '').trim()],
      ['newline-appended', `${text}\n`],
      ['carriage-return-newline-appended', `${text}\r\n`],
      ['upper-case', text.toUpperCase()],
      ['lower-case', text.toLowerCase()],
    ]
    return candidates
      .filter(([, changed]) => changed !== text && changed !== '')
      .map(([name, changed]) => ({ name, secret: Secret.fromText(changed) }))
  }

  toString(): string {
    return secretMask
  }

  toJSON(): string {
    return secretMask
  }

  [Symbol.toPrimitive](): string {
    return secretMask
  }

  [inspect.custom](): string {
    return secretMask
  }
}

function alphabetOf(text: string, pemLabel: string | undefined): SecretShape['alphabet'] {
  if (pemLabel !== undefined) return 'pem'
  if (/^[0-9A-Za-z]*$/.test(text)) return 'digits-and-letters'
  return /^[0-9A-Za-z+/=\s]*$/.test(text) ? 'base64' : 'other'
}

function parsePrivateKey(text: string): KeyObject {
  const trimmed = text.replace(/^\u00EF\u00BB\u00BF/, '').trim()
  const key = trimmed.startsWith('-----') ? attempt({ key: trimmed, format: 'pem' }) : parseBareBase64(trimmed)
  if (key?.asymmetricKeyType !== 'rsa') throw new TypeError('not an RSA private key (PEM or base64, PKCS#1 or PKCS#8)')
  return key
}

function parseBareBase64(text: string): KeyObject | undefined {
  const compact = text.replace(/\s+/g, '')
  if (!/^[0-9A-Za-z+/]+={0,2}$/.test(compact)) return undefined
  const der = Buffer.from(compact, 'base64')
  return attempt({ key: der, format: 'der', type: 'pkcs8' }) ?? attempt({ key: der, format: 'der', type: 'pkcs1' })
}

function attempt(input: Parameters<typeof createPrivateKey>[0]): KeyObject | undefined {
  try {
    return createPrivateKey(input)
  } catch {
    // OpenSSL's message can quote what it read, so the failure is told by the caller in words of its own.
    return undefined
  }
}

/** Texts by which a secret would be recognised; short pieces are left out, they would mask ordinary words. */
function needlesOf(bytes: Buffer): readonly string[] {
  const text = bytes.toString('utf8')
  const trimmed = text.trim()
  const pieces = trimmed.startsWith('-----')
    ? trimmed.split(/\r\n|\r|\n/).filter((line) => !line.startsWith('-----'))
    : [trimmed]
  const needles = new Set<string>()
  for (const piece of [text, trimmed, ...pieces]) {
    if (piece.length < 8) continue
    needles.add(piece)
    needles.add(encodeURIComponent(piece))
    needles.add(JSON.stringify(piece).slice(1, -1))
    needles.add(Buffer.from(piece, 'utf8').toString('base64'))
    needles.add(Buffer.from(piece, 'utf8').toString('hex'))
  }
  return [...needles].sort((a, b) => b.length - a.length)
}
