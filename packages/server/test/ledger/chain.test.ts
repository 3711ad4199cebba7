import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  accountDigest,
  appendToChain,
  chainStart,
  pseudonymOf,
  verifyChain,
  type OperationRecord,
} from '../../src/ledger/index.js'
import { logEntry } from '../store/suite/specimens.js'

let salts = 0
const newSalt = () => (salts++).toString(16).padStart(32, '0')

const entries = Array.from({ length: 6 }, (_, number) =>
  logEntry({ operationId: `op-${number}`, account: number === 4 ? null : `agent${number}@example.com` }),
)
const start = chainStart('node-1')
const chain = appendToChain(start, entries, newSalt)
function at(index: number): OperationRecord {
  const record = chain[index]
  if (record === undefined) throw new RangeError(`no record ${index}`)
  return record
}
const changed = (index: number, changes: object) =>
  chain.map((record, place) => (place === index ? { ...record, ...changes } : record))

describe('chainStart', () => {
  it('is bound to the writer’s name', () => {
    expect(chainStart('node-1').hash).not.toBe(chainStart('node-2').hash)
    expect(chainStart('node-1').sequence).toBe(0)
  })
})

describe('appendToChain', () => {
  it('numbers the records without gaps and binds each to the one before', () => {
    expect(chain.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6])
    expect(at(0).previousHash).toBe(start.hash)
    for (let index = 1; index < chain.length; index++) expect(at(index).previousHash).toBe(at(index - 1).hash)
  })

  it('hashes the documented bytes, so that anybody can verify the log without our code', () => {
    const record = at(1)
    const bytes =
      `[1,"node-1",2,"${at(0).hash}","op-1",${record.at},"node-1","query.intended","default","agr-1",` +
      `"${record.accountDigest ?? ''}","engine",null,null,{"attempt":1}]`
    expect(record.hash).toBe(createHash('sha256').update(bytes, 'utf8').digest('hex'))
    const digest = createHash('sha256')
      .update(`${record.accountSalt ?? ''}:agent1@example.com`)
      .digest('hex')
    expect(record.accountDigest).toBe(digest)
    const startBytes = '["paycircle operation log",1,"node-1"]'
    expect(start.hash).toBe(createHash('sha256').update(startBytes).digest('hex'))
  })

  it('gives the same whether entries come together or one by one', () => {
    salts = 0
    const together = appendToChain(start, entries, newSalt)
    salts = 0
    let end = start
    const singly = entries.flatMap((entry) => {
      const [record] = appendToChain(end, [entry], newSalt) as [OperationRecord]
      end = { writer: record.writer, sequence: record.sequence, hash: record.hash }
      return [record]
    })
    expect(singly).toEqual(together)
  })

  it('refuses what JSON cannot keep', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', undefined, 1n, () => 1]) {
      const details = { bad } as unknown as Readonly<Record<string, string>>
      expect(() => appendToChain(start, [logEntry({ details })], newSalt)).toThrow()
    }
  })
})

describe('verifyChain', () => {
  it('finds an untouched chain good and tells where it ends', () => {
    const end = { writer: 'node-1', sequence: 6, hash: at(5).hash }
    expect(verifyChain(chain, start)).toEqual({ ok: true, rows: 6, end })
  })

  it('verifies a chain in pieces', () => {
    const first = verifyChain(chain.slice(0, 2), start)
    expect(verifyChain(chain.slice(2), first.end)).toMatchObject({ ok: true, rows: 4, end: { sequence: 6 } })
  })

  it('finds a pseudonymised record good', () => {
    const account = pseudonymOf(Buffer.alloc(16, 7))
    expect(verifyChain(changed(2, { account, accountSalt: null }), start)).toMatchObject({ ok: true })
  })

  it('finds a record whose account was exchanged, or half deleted', () => {
    const firstBad = { writer: 'node-1', sequence: 3, reason: 'account' }
    expect(verifyChain(changed(2, { account: 'other@example.com' }), start)).toMatchObject({ ok: false, firstBad })
    expect(verifyChain(changed(2, { account: null }), start)).toMatchObject({ ok: false, firstBad })
    expect(verifyChain(changed(2, { accountSalt: null }), start)).toMatchObject({ ok: false, firstBad })
    expect(verifyChain(changed(2, { account: null, accountSalt: null }), start)).toMatchObject({ ok: false, firstBad })
    const invented = { account: 'other@example.com', accountSalt: newSalt() }
    expect(verifyChain(changed(4, invented), start)).toMatchObject({ firstBad: { sequence: 5, reason: 'account' } })
  })

  it('finds a change of any field that the chain covers', () => {
    const record = at(2)
    const covered = Object.keys(record).filter((name) => name !== 'account' && name !== 'accountSalt')
    expect(covered).toHaveLength(15)
    for (const field of covered) {
      const value = record[field as keyof OperationRecord]
      const other =
        typeof value === 'number' ? value + 1 : field === 'details' ? { attempt: 2 } : `${JSON.stringify(value)}x`
      const verdict = verifyChain(changed(2, { [field]: other }), start)
      expect(verdict, field).toMatchObject({ ok: false, rows: 2, firstBad: { sequence: 3 } })
    }
  })

  it('finds a deleted, a doubled, a moved and an inserted record', () => {
    const without = chain.filter((_, index) => index !== 2)
    expect(verifyChain(without, start)).toMatchObject({ rows: 2, firstBad: { sequence: 3, reason: 'sequence' } })
    const doubled = [...chain.slice(0, 3), at(2), ...chain.slice(3)]
    expect(verifyChain(doubled, start)).toMatchObject({ rows: 3, firstBad: { sequence: 4, reason: 'sequence' } })
    const moved = [at(0), at(2), at(1), ...chain.slice(3)]
    expect(verifyChain(moved, start)).toMatchObject({ rows: 1, firstBad: { sequence: 2, reason: 'sequence' } })
    const renumbered = without.map((record, index) => ({ ...record, sequence: index + 1 }))
    expect(verifyChain(renumbered, start)).toMatchObject({ rows: 2, firstBad: { reason: 'previous-hash' } })
    const inserted = appendToChain({ ...start, sequence: 2, hash: at(1).hash }, [logEntry()], newSalt)
    const extended = [at(0), at(1), ...inserted, ...chain.slice(2)]
    expect(verifyChain(extended, start)).toMatchObject({ rows: 3, firstBad: { sequence: 4, reason: 'sequence' } })
  })

  it('finds a chain of another writer', () => {
    const foreign = appendToChain(chainStart('node-2'), entries, newSalt)
    expect(verifyChain(foreign, start)).toMatchObject({ rows: 0, firstBad: { reason: 'other-writer' } })
    const renamed = foreign.map((record) => ({ ...record, writer: 'node-1' }))
    expect(verifyChain(renamed, start)).toMatchObject({ rows: 0, firstBad: { reason: 'previous-hash' } })
  })

  it('finds any one character changed in any record', () => {
    fc.assert(
      fc.property(
        fc.nat(5),
        fc.constantFrom('operationId', 'kind', 'hash', 'actor'),
        fc.nat(),
        (index, field, seed) => {
          const text = at(index)[field as 'kind']
          const place = seed % text.length
          const other = text[place] === '0' ? '1' : '0'
          const verdict = verifyChain(
            changed(index, { [field]: text.slice(0, place) + other + text.slice(place + 1) }),
            start,
          )
          expect(verdict).toMatchObject({ ok: false, rows: index })
        },
      ),
    )
  })

  it('survives records that are not what their type says', () => {
    const broken = changed(0, { details: { big: Number.NaN } })
    expect(verifyChain(broken, start)).toMatchObject({ firstBad: { sequence: 1, reason: 'content' } })
  })
})

describe('accountDigest', () => {
  it('tells the same account apart under two salts', () => {
    expect(accountDigest(newSalt(), 'a@example.com')).not.toBe(accountDigest(newSalt(), 'a@example.com'))
  })
})
