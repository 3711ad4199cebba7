import { createHash, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto'
import { Secret } from '../base/index.js'
import type { Charset, SignType } from '../vocabulary/index.js'
import { wireError } from './errors.js'
import { preSignText, type ParameterSet } from './pre-sign-string.js'
import { publicKeyOf } from './public-key.js'
import { encodeText, isAscii, isWellFormed } from './text-codec.js'

export interface SignatureSettings {
  readonly charset: Charset
  readonly signType: SignType
  /**
   * MD5: the security key (安全校验码). RSA: to sign, the merchant's private key; to verify, the signer's public key
   * (PEM, or bare base64). A `Secret` holding a private key is parsed once and may also verify what it signed.
   */
  readonly key: string | Secret
}

/**
 * The signature (签名) of a parameter set: MD5 in lower-case hexadecimal digits, RSA (SHA1withRSA) in base64.
 *
 * @throws 'charset-lacks-character', 'sign-type-refused', 'key-empty', 'key-not-private'
 * @example
 * computeSignature({ service, partner, _input_charset: 'utf-8' }, { charset: 'utf-8', signType: 'MD5', key })
 */
export function computeSignature(parameters: ParameterSet, settings: SignatureSettings): string {
  refuseEmptyKey(settings.key)
  return signText(preSignText(parameters), settings)
}

/** As `computeSignature`, of a pre-sign string that is already joined and a key known not to be empty. */
export function signText(text: string, { charset, signType, key }: SignatureSettings): string {
  if (signType === 'MD5') return md5(text, charset, key)
  refuseOtherSignTypes(signType)
  return sign('RSA-SHA1', encodeText(text, charset), privateKeyOf(key)).toString('base64')
}

const md5Shape = /^[0-9a-f]{32}$/

// The comparison takes buffers; making two for each call costs as much as the hash itself.
const expected = Buffer.alloc(32)
const compared = Buffer.alloc(32)

/**
 * Whether the signature belongs to the parameter set. Compares in constant time; a signature of the wrong length or
 * alphabet is simply not it.
 *
 * @throws 'charset-lacks-character', 'sign-type-refused', 'key-empty', 'key-not-public'
 */
export function verifySignature(parameters: ParameterSet, signature: string, settings: SignatureSettings): boolean {
  const { charset, signType, key } = settings
  refuseEmptyKey(key)
  const text = preSignText(parameters)
  if (signType === 'MD5') {
    expected.write(md5(text, charset, key), 'latin1')
    if (!md5Shape.test(signature)) return false
    compared.write(signature, 'latin1')
    return timingSafeEqual(expected, compared)
  }
  refuseOtherSignTypes(signType)
  const bytes = encodeText(text, charset)
  const publicKey = publicKeyOf(key)
  const given = Buffer.from(signature, 'base64')
  // Decoding passes over what is no base64; only the one true spelling gives itself back.
  return given.toString('base64') === signature && verify('RSA-SHA1', bytes, publicKey, given)
}

/** The string first, then the key: in the hash they meet, in memory never. */
function md5(text: string, charset: Charset, key: string | Secret): string {
  const hash = createHash('md5')
  if (charset === 'utf-8' ? isWellFormed(text) : isAscii(text)) hash.update(text)
  else hash.update(encodeText(text, charset))
  if (typeof key === 'string') hash.update(key)
  else key.digestInto(hash)
  return hash.digest('hex')
}

const notEmpty = new WeakSet<Secret>()

/**
 * With an empty key anyone could sign.
 *
 * @throws 'key-empty'
 */
export function refuseEmptyKey(key: string | Secret): void {
  if (typeof key === 'string' ? key !== '' : notEmpty.has(key)) return
  if (typeof key === 'string' || key.shape().bytes === 0) throw wireError('key-empty', {})
  notEmpty.add(key)
}

function privateKeyOf(key: string | Secret): KeyObject {
  try {
    return (typeof key === 'string' ? Secret.fromText(key) : key).privateKey()
  } catch {
    throw wireError('key-not-private', {})
  }
}

function refuseOtherSignTypes(signType: string): void {
  if (signType === 'RSA') return
  throw wireError('sign-type-refused', {
    fault: signType === 'DSA' ? 'dsa' : signType === 'RSA2' ? 'rsa2' : 'unknown',
  })
}
