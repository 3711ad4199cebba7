import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, canonicalRecord, type LogValue, type OperationRecord } from '../../src/ledger/index.js'

const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }) as fc.Arbitrary<LogValue>
// Few characters, among them all that JSON treats specially, so that near misses are common.
const word = fc.string({ unit: fc.constantFrom('a', '"', ',', '\\', '[', ':', '\u0000', '1'), maxLength: 3 })
const orNull = fc.option(word)
const covered = fc.record({
  writer: word,
  sequence: fc.nat(11),
  previousHash: word,
  operationId: word,
  at: fc.nat(11),
  clockSource: word,
  kind: word,
  profileId: word,
  agreementId: orNull,
  accountDigest: orNull,
  actor: word,
  outcome: orNull,
  code: orNull,
  details: fc.dictionary(word, fc.oneof(word, fc.nat(3), fc.boolean(), fc.constant(null)), { maxKeys: 2 }),
}) as fc.Arbitrary<Omit<OperationRecord, 'account' | 'accountSalt' | 'hash'>>

describe('canonicalJson', () => {
  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value)
        expect(JSON.parse(canonicalJson(JSON.parse(text) as LogValue))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('does not depend on the order in which names were set', () => {
    expect(canonicalJson({ b: 1, a: { d: 2, c: [] } })).toBe('{"a":{"c":[],"d":2},"b":1}')
    expect(canonicalJson({ a: { c: [], d: 2 }, b: 1 })).toBe('{"a":{"c":[],"d":2},"b":1}')
  })

  // The examples of RFC 8785, sections 3.2.2 and 3.2.3, as far as they are not covered by a name of their own.
  it('writes numbers, strings and names as RFC 8785 does', () => {
    const numbers = [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001]
    expect(canonicalJson(numbers)).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27]')
    expect(canonicalJson('\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"')
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect(canonicalJson(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}')
  })

  it('takes names that every object has as names', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1},"constructor":2}') as LogValue)).toBe(
      '{"__proto__":{"a":1},"constructor":2}',
    )
  })

  it('refuses what nests too deep, without overflowing the stack', () => {
    let deep: LogValue = null
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(() => canonicalJson(deep)).toThrow('32 deep')
  })
})

describe('canonicalRecord', () => {
  it('gives no two different records the same bytes', () => {
    const seen = new Map<string, string>()
    fc.assert(
      fc.property(covered, (record) => {
        const bytes = canonicalRecord(record)
        const known = JSON.stringify(ordered(record))
        expect(seen.get(bytes) ?? known).toBe(known)
        seen.set(bytes, known)
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['half a surrogate pair', { actor: 'a\ud83d' }],
    ['half a surrogate pair beside an escape that looks like one', { actor: '\\ud83d', kind: '\udc00' }],
    ['a time that is no number', { at: Number.NaN }],
    ['a time without end', { at: Number.POSITIVE_INFINITY }],
  ])('refuses %s, which JSON would silently change', (_what, wrong) => {
    const [record] = fc.sample(covered, { numRuns: 1, seed: 1 })
    expect(() => canonicalRecord({ ...record, ...wrong } as OperationRecord)).toThrow()
  })

  it('writes a backslash before what looks like a surrogate as it writes any other', () => {
    const [record] = fc.sample(covered, { numRuns: 1, seed: 1 })
    const bytes = canonicalRecord({ ...record, actor: '\\ud83d' } as OperationRecord)
    expect((JSON.parse(bytes) as unknown[])[11]).toBe('\\ud83d')
  })

  it('can be read back field by field', () => {
    fc.assert(
      fc.property(covered, (record) => {
        const { details, ...rest } = record
        const fields = JSON.parse(canonicalRecord(record)) as unknown[]
        expect(fields).toHaveLength(15)
        expect(fields[0]).toBe(1)
        expect(fields.slice(1, -1)).toEqual([
          rest.writer,
          rest.sequence,
          rest.previousHash,
          rest.operationId,
          rest.at,
          rest.clockSource,
          rest.kind,
          rest.profileId,
          rest.agreementId,
          rest.accountDigest,
          rest.actor,
          rest.outcome,
          rest.code,
        ])
        expect(fields.at(-1)).toEqual({ ...details })
      }),
    )
  })
})

function ordered(record: object): unknown[] {
  return Object.entries(record)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? ordered(value as object) : (value as unknown),
    ])
}
