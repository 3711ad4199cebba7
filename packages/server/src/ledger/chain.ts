import { hash as digestOf } from 'node:crypto'
import { accountDigest } from './account-digest.js'
import { canonicalJson, canonicalRecord, canonicalRecordOf } from './canonical.js'
import { isPseudonym } from './pseudonym.js'
import type { LogEntry, OperationRecord } from './record.js'

/** A place in a writer's chain: the record that stands there, or the start before the first. */
export interface ChainPoint {
  readonly writer: string
  /** 0 at the start. */
  readonly sequence: number
  /** Hexadecimal SHA-256. */
  readonly hash: string
}

/** Why a record does not belong where it stands. */
export type ChainFault =
  /** It names another writer. */
  | 'other-writer'
  /** Its number does not follow: a record before it is missing, doubled or out of place. */
  | 'sequence'
  /** It was not made after the record that stands before it. */
  | 'previous-hash'
  /** One of its fields is not what was recorded. */
  | 'content'
  /** The account is not the one that was recorded. */
  | 'account'
  /** The chain is known to be longer: its end is missing. */
  | 'missing'
  /** The chain is known to end before: the record was added by somebody else. */
  | 'unexpected'

export interface BadRecord {
  readonly writer: string
  readonly sequence: number
  readonly reason: ChainFault
}

export interface ChainVerdict {
  readonly ok: boolean
  /** How many records were found good, up to the first bad one. */
  readonly rows: number
  readonly firstBad?: BadRecord
  /** The last good place: where the verification of the records that follow starts. */
  readonly end: ChainPoint
}

/** The start of a writer's chain, bound to its name: a chain cannot be passed off as another writer's. */
export function chainStart(writer: string): ChainPoint {
  return { writer, sequence: 0, hash: sha256(canonicalJson(['paycircle operation log', 1, writer])) }
}

/**
 * Gives entries their place after `previous`, in their order. `newSalt` is asked once for each entry that names an
 * account and answers 32 hexadecimal digits from 16 random bytes, never the same twice. S3-19, Q3-18
 *
 * @throws DefectError where an entry holds what JSON cannot keep; see `canonicalJson`.
 */
export function appendToChain(
  previous: ChainPoint,
  entries: readonly LogEntry[],
  newSalt: () => string,
): readonly OperationRecord[] {
  let { sequence, hash } = previous
  return entries.map((entry) => {
    const accountSalt = entry.account === null ? null : newSalt()
    const details = canonicalJson(entry.details)
    const covered = {
      operationId: entry.operationId,
      at: entry.at,
      clockSource: entry.clockSource,
      kind: entry.kind,
      profileId: entry.profileId,
      agreementId: entry.agreementId,
      account: entry.account,
      actor: entry.actor,
      outcome: entry.outcome,
      code: entry.code,
      details: entry.details,
      writer: previous.writer,
      sequence: sequence + 1,
      accountSalt,
      accountDigest: accountSalt === null || entry.account === null ? null : accountDigest(accountSalt, entry.account),
      previousHash: hash,
    }
    sequence = covered.sequence
    hash = sha256(canonicalRecordOf(covered, details))
    return { ...covered, hash }
  })
}

/**
 * Whether the records are, in this order, what was appended after `expectedStart`.
 *
 * A long chain is verified in pieces: `end` is the start of the next. That nothing is missing after the last record
 * shows only against a head or a seal known from elsewhere. A pseudonymised record is good.
 *
 * @example
 * verifyChain(records, chainStart('node-1')) // { ok: true, rows: 2, end: { writer: 'node-1', sequence: 2, hash: … } }
 */
export function verifyChain(records: readonly OperationRecord[], expectedStart: ChainPoint): ChainVerdict {
  let end = expectedStart
  for (const record of records) {
    const reason = faultOf(record, end)
    if (reason !== undefined) {
      const firstBad = { writer: end.writer, sequence: end.sequence + 1, reason }
      return { ok: false, rows: end.sequence - expectedStart.sequence, firstBad, end }
    }
    end = { writer: record.writer, sequence: record.sequence, hash: record.hash }
  }
  return { ok: true, rows: end.sequence - expectedStart.sequence, end }
}

function faultOf(record: OperationRecord, previous: ChainPoint): ChainFault | undefined {
  if (record.writer !== previous.writer) return 'other-writer'
  if (record.sequence !== previous.sequence + 1) return 'sequence'
  if (record.previousHash !== previous.hash) return 'previous-hash'
  if (record.hash !== hashOf(record)) return 'content'
  return accountMatches(record) ? undefined : 'account'
}

/** What was tampered with may hold no JSON any more; then it has no hash either. */
function hashOf(record: OperationRecord): string | undefined {
  try {
    return sha256(canonicalRecord(record))
  } catch {
    return undefined
  }
}

function accountMatches(record: OperationRecord): boolean {
  const { account, accountSalt, accountDigest: expected } = record
  if (account === null) return accountSalt === null && expected === null
  // The account was forgotten; the digest stays, and the chain covers it.
  if (accountSalt === null) return isPseudonym(account) && expected !== null
  return accountDigest(accountSalt, account) === expected
}

function sha256(text: string): string {
  return digestOf('sha256', text, 'hex')
}
