import type { PoolClient } from 'pg'
import { appendToChain, type ChainPoint } from '../../ledger/index.js'
import { storeError, type Guard } from '../port/index.js'
import { statementOf, WriteRefused, type Change } from '../sql/index.js'
import { failureOf } from './failures.js'
import { fitsOneStatement, type ReadyUnit } from './ready-unit.js'
import { compile, type NamedStatement } from './statement.js'
import { ConnectionSpoilt } from './unit-errors.js'
import { planOf, verdicts, type Refused, type Work } from './unit-plan.js'
import { readHead, recordedEnd, type WriterSlot, type WriterSlots } from './writer-slots.js'

/** What an attempt came to; only after `written` stands anything of it in the store. */
export type Attempt =
  | { readonly attempt: 'written' }
  /** By the unit's place: the guard that did not hold. */
  | { readonly attempt: 'conflicts'; readonly guards: ReadonlyMap<number, Guard> }
  /** Somebody else has added to the chain meanwhile. */
  | { readonly attempt: 'head-moved' }

/**
 * Tries to write units by this connection, all of them or none. Several have one shape and touch different rows.
 *
 * @throws WriteRefused where a row to be changed is not there; driver errors
 */
export async function attemptUnits(
  client: PoolClient,
  slots: WriterSlots,
  units: readonly ReadyUnit[],
): Promise<Attempt> {
  const log = units.flatMap(({ unit }) => unit.log)
  const slot = log.length === 0 ? undefined : await slotOf(client, slots, units[0]?.unit.writer)
  const salts = units.flatMap((unit) => unit.salts)
  let next = 0
  const records = slot === undefined ? [] : appendToChain(slot.head, log, () => salts[next++] ?? '')
  const refused = await write(client, units, { records, head: slot?.head })
  if (refused.length === 0) {
    const last = records.at(-1)
    if (slot !== undefined && last !== undefined) {
      slot.head = { writer: last.writer, sequence: last.sequence, hash: last.hash }
    }
    return { attempt: 'written' }
  }
  const guards = conflictsIn(units, refused)
  if (guards.size > 0) return { attempt: 'conflicts', guards }
  if (refused.some(({ code }) => code === verdicts.rowMissing)) {
    throw new WriteRefused('a row to be changed is not there')
  }
  const end = slot && (await recordedEnd(client, slot.head.writer))
  // Somebody has changed the chain behind our back; what stands there is for the verification to judge.
  if (end === undefined) throw new ConnectionSpoilt(storeError('store-failed', { written: 'no' }))
  if (slot !== undefined) slot.head = end
  return { attempt: 'head-moved' }
}

async function slotOf(client: PoolClient, slots: WriterSlots, writer: string | undefined): Promise<WriterSlot> {
  return writer === undefined ? slots.of(client) : { head: await readHead(client, writer) }
}

function conflictsIn(units: readonly ReadyUnit[], refused: readonly Refused[]): Map<number, Guard> {
  return new Map(
    refused.flatMap(({ unit, code }) => {
      const guard = units[unit]?.unit.guards[code]
      return guard === undefined ? [] : [[unit, guard] as const]
    }),
  )
}

async function write(
  client: PoolClient,
  units: readonly ReadyUnit[],
  { records, head }: { readonly records: Work['records']; readonly head: ChainPoint | undefined },
): Promise<readonly Refused[]> {
  const whole = units.flatMap(({ unit: { guards }, changes }) =>
    fitsOneStatement(changes) ? [{ guards, changes }] : [],
  )
  if (whole.length === units.length) return check(client, { units: whole, records, head })
  return inTransaction(client, async () => {
    const guarded = units.map(({ unit: { guards } }) => ({ guards, changes: [] }))
    const refused = await check(client, { units: guarded, records: [], head })
    if (refused.length > 0) return refused
    for (const { changes } of units) for (const change of changes) await apply(client, change)
    return check(client, { units: [{ guards: [], changes: [] }], records, head })
  })
}

/** Runs the statement of the work. */
async function check(client: PoolClient, work: Work): Promise<readonly Refused[]> {
  const { statement, values } = planOf(work)
  return (await client.query<{ unit: number; code: number }>(query(statement, values))).rows
}

async function apply(client: PoolClient, change: Change): Promise<void> {
  if (change.change === 'run') {
    const statement = compile(change.statement)
    await client.query(query(statement, statement.bind(change.values)))
    return
  }
  const statement = compile(statementOf(change))
  const values = change.change === 'insert' ? change.values : [...change.values, ...change.key]
  const { rowCount } = await client.query(query(statement, statement.bind(values)))
  if (change.change === 'update' && rowCount === 0) throw new WriteRefused(`no such ${change.table.name}`)
}

function query({ name, text }: NamedStatement, values: ReturnType<NamedStatement['bind']>) {
  return { name, text, values }
}

async function inTransaction(client: PoolClient, work: () => Promise<readonly Refused[]>): Promise<readonly Refused[]> {
  await client.query('begin')
  let refused: readonly Refused[]
  try {
    refused = await work()
  } catch (error) {
    if (failureOf(error) !== 'lost') await client.query('rollback')
    throw error
  }
  await client.query(refused.length === 0 ? 'commit' : 'rollback')
  return refused
}
