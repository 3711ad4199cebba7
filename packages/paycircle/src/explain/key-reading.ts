import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Secret } from '../base/index.js'
import type { RowId, SignType } from '../vocabulary/index.js'
import { finding, type Finding } from './finding.js'
import { readPublicKey } from './target.js'

/** What may be said of the keys that were given, and which of them serve for what. */
export interface KeyReading {
  /** The key where it can be hashed with a string. */
  readonly md5Key: Secret | undefined
  readonly publicKey: KeyObject | undefined
  readonly findings: readonly Finding[]
}

const keyRows: readonly RowId[] = ['S3-01', 'Q3-01']

export function readKeys(signType: SignType, key: Secret | undefined, publicKey: string | undefined): KeyReading {
  const isRsaKey = key !== undefined && looksRsa(key)
  const privateHalf = isRsaKey ? publicHalfOf(key) : undefined
  const given = publicKey === undefined ? undefined : readPublicKey(publicKey)
  const findings = key === undefined ? [] : [...shapeFindings(key, signType)]
  if (isRsaKey && privateHalf === undefined) findings.push(finding('key-not-rsa', keyRows))
  if (publicKey !== undefined && given === undefined) findings.push(finding('public-key-unreadable', keyRows))
  // An empty key would let a signature made without any pass for right.
  const md5Key = isRsaKey || key?.shape().bytes === 0 ? undefined : key
  return { md5Key, publicKey: given ?? privateHalf, findings }
}

/** PEM, or base64 too long to be a security key. */
export function looksRsa(key: Secret): boolean {
  const { alphabet, bytes } = key.shape()
  return alphabet === 'pem' || (alphabet !== 'other' && bytes > 200)
}

function publicHalfOf(key: Secret): KeyObject | undefined {
  try {
    return createPublicKey(key.privateKey())
  } catch {
    return undefined
  }
}

function shapeFindings(key: Secret, signType: SignType): readonly Finding[] {
  const shape = key.shape()
  const isRsaKey = looksRsa(key)
  if (signType === 'RSA') return isRsaKey ? [] : [finding('key-looks-md5', keyRows)]
  if (isRsaKey) return [finding('key-looks-rsa', keyRows)]
  const findings: Finding[] = []
  if (shape.byteOrderMark) findings.push(finding('key-byte-order-mark', keyRows))
  if (shape.leadingBlanks + shape.trailingBlanks > 0) {
    findings.push(finding('key-blanks', keyRows, shape.leadingBlanks, shape.trailingBlanks))
  }
  if (shape.lines > 1) findings.push(finding('key-line-end', keyRows))
  if (shape.innerBlanks > 0) findings.push(finding('key-inner-blanks', keyRows))
  if (shape.bytes !== 32) findings.push(finding('key-length', keyRows, shape.bytes))
  if (shape.alphabet !== 'digits-and-letters') findings.push(finding('key-not-alphanumeric', keyRows))
  return findings
}
