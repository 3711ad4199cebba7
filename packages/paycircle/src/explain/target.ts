import { constants, createPublicKey, publicDecrypt, type KeyObject } from 'node:crypto'
import type { Secret } from '../base/index.js'
import type { RowId, SignType } from '../vocabulary/index.js'
import { finding, type Finding } from './finding.js'
import type { HashName } from './recipe.js'

/** A digest that a recipe must yield for the signature to be explained. */
export interface Target {
  readonly hash: HashName
  /** Whether the security key is hashed with the string; in RSA signatures it is not. */
  readonly keyed: boolean
  readonly fits: (digestHex: string) => boolean
  /** What is wrong with the signature itself; none where it has the form that it must have. */
  readonly mistake?: Finding
}

export interface SignatureReading {
  readonly targets: readonly Target[]
  readonly findings: readonly Finding[]
  /** Whether the public key opened the signature, which only its private half can have made. */
  readonly openedByKey: boolean
}

const signatureRows: readonly RowId[] = ['S3-14', 'Q3-13', 'S3-24']

/** What each digest is wrapped in before RSA, by RFC 8017: what a public key finds again in the signature. */
const digestPrefixes: readonly (readonly [HashName, string])[] = [
  ['sha1', '3021300906052b0e03021a05000414'],
  ['sha256', '3031300d060960864801650304020105000420'],
  ['md5', '3020300c06082a864886f70d020505000410'],
]

/** Reads a signature in every form in which it may have been sent, the right one first. */
export function readSignature(
  given: string,
  { signType, key, publicKey }: { signType: SignType; key: Secret | undefined; publicKey: KeyObject | undefined },
): SignatureReading {
  const compact = given.replace(/\s+/g, '')
  const blanks = compact === given ? undefined : finding('signature-blanks', signatureRows)
  const keyed = key === undefined ? [] : md5Targets(compact, blanks)
  const opened = publicKey === undefined ? [] : rsaTargets(given, compact, publicKey)
  const asMd5 =
    signType === 'MD5' ? keyed : keyed.map((target) => declared(target, finding('signed-with-md5', signatureRows)))
  const asRsa =
    signType === 'RSA' ? opened : opened.map((target) => declared(target, finding('signed-with-rsa', signatureRows)))
  const targets = signType === 'MD5' ? [...asMd5, ...asRsa] : [...asRsa, ...asMd5]
  const shape = signType === 'MD5' ? md5Shape(compact) : rsaShape(compact, publicKey)
  const closed = signType === 'RSA' && publicKey !== undefined && opened.length === 0 && given !== ''
  return {
    targets,
    findings: closed ? [...shape, finding('signature-not-by-this-key', signatureRows)] : shape,
    openedByKey: opened.length > 0,
  }
}

/** The wrong kind of signature outweighs what else is odd about it. */
function declared(target: Target, mistake: Finding): Target {
  return { ...target, mistake }
}

function md5Targets(compact: string, blanks: Finding | undefined): readonly Target[] {
  const lower = compact.toLowerCase()
  const target = (hash: HashName, mistake: Finding | undefined, fits = (hex: string) => hex === lower): Target => ({
    hash,
    keyed: true,
    fits,
    ...(mistake === undefined ? {} : { mistake }),
  })
  if (/^[\da-f]{32}$/.test(lower)) {
    return [target('md5', lower === compact ? blanks : finding('signature-upper-case', signatureRows))]
  }
  if (/^[\da-f]{16}$/.test(lower)) {
    const middle = finding('signature-sixteen-digits', signatureRows)
    return [target('md5', middle, (hex) => hex.slice(8, 24) === lower)]
  }
  if (/^[\da-f]{40}$/.test(lower)) return [target('sha1', finding('digest-sha1', signatureRows))]
  if (/^[\da-f]{64}$/.test(lower)) return [target('sha256', finding('digest-sha256', signatureRows))]
  if (/^[\dA-Za-z+/]{22}==$/.test(compact)) {
    const hex = Buffer.from(compact, 'base64').toString('hex')
    return [target('md5', finding('signature-base64-digest', signatureRows), (digest) => digest === hex)]
  }
  return []
}

function rsaTargets(given: string, compact: string, publicKey: KeyObject): readonly Target[] {
  const whole = /^[\dA-Za-z+/]+={0,2}$/
  // A + that was not percent-encoded arrives as a blank; line ends in base64 do not come from there.
  const mended = given.trim().replaceAll(' ', '+')
  const standard = compact.replaceAll('-', '+').replaceAll('_', '/')
  const readings: readonly (readonly [string, Finding | undefined])[] = [
    [given, undefined],
    [given.trim(), finding('signature-blanks', signatureRows)],
    [mended, finding('signature-plus-lost', signatureRows)],
    [compact, finding('signature-blanks', signatureRows)],
    [standard, finding('signature-url-safe', signatureRows)],
  ]
  for (const [text, damage] of readings) {
    if (!whole.test(text)) continue
    const opened = open(Buffer.from(text, 'base64'), publicKey)
    if (opened === undefined) continue
    const [hash, digest] = opened
    const wrongHash =
      hash === 'sha256'
        ? finding('rsa-with-sha256', signatureRows)
        : hash === 'md5'
          ? finding('rsa-with-md5', signatureRows)
          : undefined
    const mistake = wrongHash ?? damage
    return [{ hash, keyed: false, fits: (hex) => hex === digest, ...(mistake === undefined ? {} : { mistake }) }]
  }
  return []
}

/** The digest inside an RSA signature; undefined where this key does not open it. */
function open(signature: Buffer, key: KeyObject): readonly [HashName, string] | undefined {
  let wrapped: string
  try {
    wrapped = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).toString('hex')
  } catch {
    return undefined
  }
  for (const [hash, prefix] of digestPrefixes) {
    if (wrapped.startsWith(prefix)) return [hash, wrapped.slice(prefix.length)]
  }
  return undefined
}

function md5Shape(compact: string): readonly Finding[] {
  const findings: Finding[] = []
  if (compact === '') return findings
  if (compact.length !== 32) findings.push(finding('signature-length', signatureRows, compact.length, 32))
  if (!/^[\dA-Fa-f]*$/.test(compact)) findings.push(finding('signature-not-hexadecimal', signatureRows))
  return findings
}

function rsaShape(compact: string, publicKey: KeyObject | undefined): readonly Finding[] {
  const findings: Finding[] = []
  if (compact === '') return findings
  const modulusBits = publicKey?.asymmetricKeyDetails?.modulusLength
  const expected = modulusBits === undefined ? undefined : Math.ceil(modulusBits / 8 / 3) * 4
  if (expected !== undefined && compact.length !== expected) {
    findings.push(finding('signature-length', signatureRows, compact.length, expected))
  }
  if (!/^[\dA-Za-z+/]+={0,2}$/.test(compact)) findings.push(finding('signature-not-base64', signatureRows))
  return findings
}

/** The public key in a PEM block or in bare base64 (SubjectPublicKeyInfo); undefined where it is no RSA public key. */
export function readPublicKey(text: string): KeyObject | undefined {
  const trimmed = text.trim()
  try {
    const key = /^-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(trimmed)
      ? createPublicKey(trimmed)
      : createPublicKey({ key: Buffer.from(trimmed, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    return undefined
  }
}
