import type { PoolClient } from 'pg'
import { DefectError, invariant } from 'paycircle/internal/base'
import { appendToChain, type ChainPoint, type OperationRecord } from '../../ledger/index.js'
import { storeError, type CommitResult, type Unit } from '../port/index.js'
import { changesOf, statementOf, WriteRefused, type Change } from '../sql/index.js'
import { codeOf, failureOf } from './failures.js'
import { compile, type NamedStatement } from './statement.js'
import { fitsOneStatement, planOf, verdicts, type Work } from './unit-plan.js'
import { readHead, recordedEnd, type WriterSlot, type WriterSlots } from './writer-slots.js'

/** How often a unit is run again that lost against another; each time another one was written. */
const mostAttempts = 50

const uniqueViolation = '23505'
/** A row that stands already and that no guard speaks of will stand the next time too. */
const mostUniqueViolations = 3

/** Thrown where the connection must not be used again; `error` is what the caller hears. */
export class ConnectionSpoilt extends Error {
  constructor(readonly error: unknown) {
    super('the connection is spoilt')
  }
}

/** Writes the unit by this connection, whole or not at all. */
export async function writeUnit(
  client: PoolClient,
  slots: WriterSlots,
  unit: Unit,
  salts: readonly string[],
): Promise<CommitResult> {
  const changes = changesIn(unit)
  let violations = 0
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    try {
      const result = await attemptUnit(client, slots, unit, changes, salts)
      if (result !== undefined) return result
    } catch (error) {
      const failure = failureOf(error)
      if (codeOf(error) === uniqueViolation && ++violations >= mostUniqueViolations) throw invalid(error)
      if (failure !== 'again') throw translated(error)
    }
  }
  throw storeError('store-busy', { retryAfterMs: 100 })
}

function changesIn({ writes }: Unit): Change[] {
  try {
    return writes.flatMap((write) => changesOf(write))
  } catch (error) {
    throw translated(error)
  }
}

/** Undefined where somebody else has added to the chain meanwhile: then nothing was written. */
async function attemptUnit(
  client: PoolClient,
  slots: WriterSlots,
  { guards, log, writer }: Unit,
  changes: readonly Change[],
  salts: readonly string[],
): Promise<CommitResult | undefined> {
  const slot = log.length === 0 ? undefined : await slotOf(client, slots, writer)
  let next = 0
  const records = slot === undefined ? [] : appendToChain(slot.head, log, () => salts[next++] ?? '')
  const head = slot?.head
  const code = fitsOneStatement(changes)
    ? await check(client, { guards, changes, records, head })
    : await inTransaction(client, async () => {
        const conflict = await check(client, { guards, changes: [], records: [], head })
        if (conflict !== null) return conflict
        for (const change of changes) await apply(client, change)
        return check(client, { guards: [], changes: [], records, head })
      })
  if (code === null) {
    if (slot !== undefined) slot.head = endOf(records) ?? slot.head
    return { result: 'done' }
  }
  const guard = guards[code]
  if (guard !== undefined) return { result: 'conflict', guard }
  if (code === verdicts.rowMissing) throw new WriteRefused('a row to be changed is not there')
  const end = slot && (await recordedEnd(client, slot.head.writer))
  // Somebody has changed the chain behind our back; what stands there is for the verification to judge.
  if (end === undefined) throw new ConnectionSpoilt(storeError('store-failed', { written: 'no' }))
  if (slot !== undefined) slot.head = end
  return undefined
}

async function slotOf(client: PoolClient, slots: WriterSlots, writer: string | undefined): Promise<WriterSlot> {
  return writer === undefined ? slots.of(client) : { head: await readHead(client, writer) }
}

function endOf(records: readonly OperationRecord[]): ChainPoint | undefined {
  const last = records.at(-1)
  return last === undefined ? undefined : { writer: last.writer, sequence: last.sequence, hash: last.hash }
}

/** Runs the statement of the work; null where it was written, else the verdict against it. */
async function check(client: PoolClient, work: Work): Promise<number | null> {
  const { statement, values } = planOf(work)
  const { rows } = await client.query<{ code: number | null }>(query(statement, values))
  invariant(rows[0] !== undefined, 'a unit has a verdict')
  return rows[0].code
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

async function inTransaction(client: PoolClient, work: () => Promise<number | null>): Promise<number | null> {
  await client.query('begin')
  let code: number | null
  try {
    code = await work()
  } catch (error) {
    if (failureOf(error) !== 'lost') await client.query('rollback')
    throw error
  }
  await client.query(code === null ? 'commit' : 'rollback')
  return code
}

function translated(error: unknown): unknown {
  if (error instanceof WriteRefused || error instanceof DefectError) return invalid(error)
  if (error instanceof ConnectionSpoilt) return error
  switch (failureOf(error)) {
    case 'invalid':
      return invalid(error)
    case 'full':
      return storeError('store-full', {}, { cause: error })
    case 'busy':
      return storeError('store-busy', { retryAfterMs: 1000 }, { cause: error })
    case 'again':
    case 'refused':
      return storeError('store-failed', { written: 'no' }, { cause: error })
    case 'lost':
      // The answer never came, the commit may have.
      return new ConnectionSpoilt(storeError('store-failed', { written: 'unknown' }, { cause: error }))
    case undefined:
      return error
  }
}

function invalid(error: unknown): Error {
  return storeError('unit-invalid', { reason: error instanceof Error ? error.message : '' }, { cause: error })
}
