import { invariant } from 'paycircle/internal/base'
import type { LogValue, OperationRecord } from './record.js'

/** What the hash of a record covers: all of it but the account and its salt, for which the digest stands. */
export type CoveredFields = Omit<OperationRecord, 'account' | 'accountSalt' | 'hash'>

/** How deep `details` may nest. */
const maxDepth = 32

/**
 * JSON with one spelling for each value: object names sorted by UTF-16 code units, no blanks, numbers and strings as
 * ECMAScript's `JSON.stringify` writes them (RFC 8785).
 *
 * @throws DefectError where the value is no JSON: undefined, NaN, infinite, nested more than 32 deep, or holding a
 * string that is no well-formed Unicode and would not come back from a database as it went in.
 */
export function canonicalJson(value: LogValue): string {
  return write(value, 0)
}

/**
 * The bytes that a record's hash is taken over, as text to be encoded in UTF-8: the canonical JSON of an array that
 * begins with the format's version and holds the covered fields in the order written here. An array of JSON values
 * can be read back in one way only, so no two different records share their bytes.
 */
export function canonicalRecord(record: CoveredFields): string {
  return canonicalRecordOf(record, canonicalJson(record.details))
}

/** As `canonicalRecord`, where the canonical JSON of the details is at hand already. */
export function canonicalRecordOf(record: Omit<CoveredFields, 'details'>, details: string): string {
  const fields = [
    1,
    record.writer,
    record.sequence,
    record.previousHash,
    record.operationId,
    record.at,
    record.clockSource,
    record.kind,
    record.profileId,
    record.agreementId,
    record.accountDigest,
    record.actor,
    record.outcome,
    record.code,
  ]
  return `${flatJson(fields).slice(0, -1)},${details}]`
}

/** The canonical JSON of a list that holds no lists and no objects: as `JSON.stringify` writes it in one go. */
function flatJson(list: readonly (string | number | null)[]): string {
  const text = JSON.stringify(list)
  // Half a surrogate pair would stand there as an escape, what is no number as null: then member by member.
  const mayDiffer =
    text.includes('\\ud') || list.some((one) => typeof one !== 'string' && one !== null && !Number.isFinite(one))
  return mayDiffer ? canonicalJson(list) : text
}

function write(value: LogValue, depth: number): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return writeString(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'number') {
    invariant(Number.isFinite(value), 'a number in the log is finite')
    return JSON.stringify(value)
  }
  invariant(typeof value === 'object', 'what the log keeps is JSON')
  invariant(depth < maxDepth, `what the log keeps nests at most ${maxDepth} deep`)
  return isList(value) ? writeList(value, depth) : writeObject(value, depth)
}

function writeString(text: string): string {
  invariant(!surrogate.test(text) || !loneSurrogate.test(text), 'a string in the log is well-formed Unicode')
  return JSON.stringify(text)
}

function writeList(list: readonly LogValue[], depth: number): string {
  return `[${list.map((item) => write(item, depth + 1)).join(',')}]`
}

function writeObject(object: Readonly<Record<string, LogValue>>, depth: number): string {
  let members = ''
  for (const name of Object.keys(object).sort()) {
    // The names are the object's own, so also `__proto__`, as JSON.parse makes it, is read as such.
    const member = `${writeString(name)}:${write(object[name] as LogValue, depth + 1)}`
    members += members === '' ? member : `,${member}`
  }
  return `{${members}}`
}

// By code units, which is fast and finds none in most strings; then by code points.
const surrogate = /[\ud800-\udfff]/
const loneSurrogate = /\p{Surrogate}/u

function isList(value: LogValue): value is readonly LogValue[] {
  return Array.isArray(value)
}
