/**
 * One load on a fresh store, in a process of its own so that its syncs can be slowed down from outside.
 * Arguments: `bare` (one transaction and one sync a unit, better-sqlite3 alone) or `store` (64 callers on the store);
 * milliseconds. Prints units a second and the event-loop delay as JSON.
 */
import Database from 'better-sqlite3'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { systemClock, systemRandom } from 'paycircle/internal/base'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import type { Store } from 'paycircle-server/store/port'
import { newId, signingUnit } from './signing-unit.js'

const callers = 64
const [kind, milliseconds] = [process.argv[2], Number(process.argv[3])]

/** The SQL of one unit, taken from the rows that the store itself wrote: every column, other keys. */
function rawUnit(path: string): () => void {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  let sequence = 1_000_000
  const made: Readonly<Record<string, (agreementId: string) => unknown>> = {
    'agreement.id': (agreementId) => agreementId,
    'agreement.account': () => `${randomUUID()}@example.com`,
    'signing.id': () => newId('sgn'),
    'signing.agreement_id': (agreementId) => agreementId,
    'signing.token_digest': () => randomBytes(32).toString('hex'),
    'operation_record.sequence': () => ++sequence,
    'operation_record.operation_id': () => newId('op'),
    'operation_record.agreement_id': (agreementId) => agreementId,
  }
  const inserts = ['agreement', 'signing', 'operation_record'].map((table) => {
    const template = database.prepare(`select * from ${table} limit 1`).get() as Record<string, unknown>
    const columns = Object.keys(template).filter((column) => column !== 'position')
    const statement = database.prepare(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    )
    const valueOf = columns.map((column) => made[`${table}.${column}`] ?? (() => template[column]))
    return (agreementId: string): void => {
      statement.run(valueOf.map((value) => value(agreementId)))
    }
  })
  const unit = database.transaction(() => {
    const id = newId('agr')
    for (const insert of inserts) insert(id)
  })
  return () => {
    unit.immediate()
  }
}

async function storeLoad(store: Store): Promise<number> {
  const start = performance.now()
  let units = 0
  const caller = async (): Promise<void> => {
    while (performance.now() - start < milliseconds) {
      const { result } = await store.commit(signingUnit())
      if (result !== 'done') throw new Error('a unit was refused')
      units += 1
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return (units / (performance.now() - start)) * 1000
}

function bareLoad(unit: () => void): number {
  const start = performance.now()
  let units = 0
  while (performance.now() - start < milliseconds) {
    unit()
    units += 1
  }
  return (units / (performance.now() - start)) * 1000
}

const folder = mkdtempSync(join(tmpdir(), 'paycircle-bench-'))
try {
  const path = join(folder, 'store.sqlite')
  const store = await openSqliteStore({ path, writerName: 'bench', clock: systemClock, random: systemRandom })
  await store.commit(signingUnit())
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  let perSecond: number
  if (kind === 'store') {
    perSecond = await storeLoad(store)
    delay.disable()
    await store.close()
  } else {
    await store.close()
    perSecond = bareLoad(rawUnit(path))
  }
  process.stdout.write(`${JSON.stringify({ perSecond, delayP99Ms: delay.percentile(99) / 1e6 })}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
