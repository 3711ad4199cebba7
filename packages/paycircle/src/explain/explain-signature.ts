import type { Secret } from '../base/index.js'
import type { Charset, SignType } from '../vocabulary/index.js'
import { verifySignature } from '../wire/index.js'
import { firstDifference, type EncodedText } from './difference.js'
import type { SignatureExplanation } from './explanation.js'
import { finding, type Finding } from './finding.js'
import { ifPossible } from './if-possible.js'
import { readKeys, type KeyReading } from './key-reading.js'
import { mistakesFor } from './mistakes.js'
import { bytesIn, textOf, type Placed } from './recipe.js'
import { redacted } from './redacted.js'
import { partSigned, requestFindings } from './request-findings.js'
import { rightRecipe, rightString } from './right-string.js'
import { searchMistakes, type SearchResult } from './search.js'
import { chooseSignType } from './sign-type-choice.js'
import type { RequestSpecimen } from './specimen.js'
import { readSignature } from './target.js'
import { legendOf } from './legend.js'
import { visible } from './visible.js'

export interface ExplainSettings {
  /** The security key for MD5, or the RSA private key. */
  readonly key?: Secret
  /** RSA: PEM, or bare base64 of a SubjectPublicKeyInfo. */
  readonly publicKey?: string
  /** Overrules `sign_type` of the request. */
  readonly signType?: SignType
  /** Overrules the charset in which the request was read. */
  readonly charset?: Charset
}

/**
 * Explains a request's signature: what must be signed, and, where the given signature does not match, by which mistake
 * (or which two) it comes about and where the string that was signed first differs. S3-24
 *
 * Throws nothing: whatever is odd about request, signature or key is a finding.
 *
 * @example
 * const request = readSignedRequest('https://mapi.alipay.com/gateway.do?service=…&sign=…')
 * explainSignature(request, { key: Secret.fromText(key) }).explanation?.mistakes[0]?.code // 'sign-type-signed'
 */
export function explainSignature(request: RequestSpecimen, settings: ExplainSettings = {}): SignatureExplanation {
  const all = request.parameters.map(([name, value], at) => ({ name: wellFormed(name), value: wellFormed(value), at }))
  const given = firstValue(all, 'sign') ?? ''
  const type = chooseSignType(firstValue(all, 'sign_type'), settings)
  const keys = readKeys(type.signType, settings.key, settings.publicKey)
  const { signed, leftOut } = partSigned(all)
  const base = rightRecipe(signed, settings.charset ?? request.charset, keys.md5Key)
  const right = rightString(base)
  const reading = readSignature(given, { signType: type.signType, key: keys.md5Key, publicKey: keys.publicKey })
  const canCheck = given !== '' && (keys.md5Key !== undefined || keys.publicKey !== undefined)
  const matches =
    canCheck && right.charset === base.charset && verifies(signed, given, type.signType, base.charset, keys)
  const search =
    canCheck && !matches
      ? searchMistakes(base, mistakesFor({ all, signType: type.signType }), reading.targets)
      : undefined
  const found = search?.found
  const explanation: SignatureExplanation = {
    verdict: matches ? 'matches' : !canCheck ? 'unchecked' : found === undefined ? 'unexplained' : 'explained',
    matches,
    source: request.source,
    signType: type.signType,
    signTypeFrom: type.from,
    charset: base.charset,
    charsetFrom: settings.charset === undefined ? request.charsetFrom : 'option',
    preSign: shown(right),
    leftOut,
    signature: { given: visible(given), findings: signatureFindings(given, canCheck, type.signType, reading.findings) },
    ...keyPart(settings.key, keys),
    findings: [
      ...request.notes,
      ...type.findings,
      ...right.findings,
      ...requestFindings(all),
      ...leakFindings(all, settings.key),
    ],
    ...(found === undefined ? {} : { explanation: explained(found, right) }),
    candidates: search?.singles ?? [],
    tried: search?.tried ?? 0,
    exhaustive: search?.exhaustive ?? true,
    remainingCauses: search === undefined || found !== undefined ? [] : remainingCauses(reading.openedByKey),
  }
  return settings.key === undefined ? explanation : redacted(explanation, settings.key)
}

function firstValue(all: readonly Placed[], wanted: string): string | undefined {
  return all.find(({ name }) => name === wanted)?.value
}

/** A lone surrogate is no character in any charset. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD')
}

function shown(right: EncodedText): SignatureExplanation['preSign'] {
  return {
    text: visible(right.text),
    legend: legendOf(right.text),
    hex: Buffer.from(right.bytes).toString('hex'),
    byteLength: right.bytes.length,
  }
}

/** The judgement of the very function that the product signs and verifies with. */
function verifies(
  signed: readonly Placed[],
  given: string,
  signType: SignType,
  charset: Charset,
  { md5Key, publicKey }: KeyReading,
): boolean {
  const key = signType === 'MD5' ? md5Key : publicKey?.export({ type: 'spki', format: 'pem' }).toString()
  if (key === undefined) return false
  const parameters = Object.fromEntries(signed.map(({ name, value }) => [name, value]))
  return ifPossible(() => verifySignature(parameters, given, { charset, signType, key })) ?? false
}

function signatureFindings(
  given: string,
  canCheck: boolean,
  signType: SignType,
  shape: readonly Finding[],
): readonly Finding[] {
  if (given === '') return [finding('signature-absent', ['S3-14', 'Q3-13'])]
  return canCheck ? shape : [...shape, finding('key-absent', ['S3-01', 'Q3-01'], signType)]
}

function keyPart(key: Secret | undefined, { findings }: KeyReading): Pick<SignatureExplanation, 'key'> {
  if (key !== undefined) return { key: { fingerprint: key.fingerprint(), findings } }
  return findings.length === 0 ? {} : { key: { fingerprint: '', findings } }
}

/** A key among the parameters is worse than any signature. S3-02, Q3-02 */
function leakFindings(all: readonly Placed[], key: Secret | undefined): readonly Finding[] {
  const leaks = key !== undefined && all.some(({ name, value }) => name !== 'sign' && key.redact(value) !== value)
  return leaks ? [finding('key-in-request', ['S3-02', 'Q3-02'])] : []
}

function explained(
  { mistakes, sameAs, recipe }: NonNullable<SearchResult['found']>,
  right: EncodedText,
): NonNullable<SignatureExplanation['explanation']> {
  const text = textOf(recipe)
  const bytes = bytesIn(text, recipe.charset)
  const difference = bytes && firstDifference(right, { text, charset: recipe.charset, bytes })
  return { mistakes, sameAs, ...(difference === undefined ? {} : { difference }) }
}

function remainingCauses(openedByKey: boolean): readonly Finding[] {
  return [
    openedByKey ? finding('cause-string-differs', ['S3-24']) : finding('cause-other-key', ['S3-01', 'Q3-01', 'S3-24']),
    finding('cause-signed-not-sent', ['S3-07', 'Q3-06']),
    finding('cause-changed-after-signing', ['S3-07', 'Q3-06']),
  ]
}
