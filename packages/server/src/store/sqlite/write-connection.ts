import { DefectError } from 'paycircle/internal/base'
import { appendToChain, chainStart, type ChainPoint } from '../../ledger/index.js'
import type { BatchOutcome, PreparedUnit, UnitOutcome } from './batch.js'
import { failureOf, type Connection, type Driver } from './driver.js'
import { firstConflict } from './guards.js'
import { PreparedStatements } from './statement.js'
import { applyWrite, insertRecord, WriteRefused, writeHead } from './writes.js'

export interface WriteConnectionOptions {
  readonly path: string
  /** Whose chain the log records go to. */
  readonly writerName: string
  /** The largest size of the store's file. */
  readonly storeBytes: number
}

/**
 * The one connection that writes. A batch is one transaction and one sync; within it each unit is whole or absent by
 * itself.
 */
export class WriteConnection {
  readonly #driver: Driver
  readonly #connection: Connection
  readonly #prepared: PreparedStatements
  readonly #writerName: string
  /** The end of the chain on the disk; undefined where it has to be read again. */
  #head: ChainPoint | undefined

  constructor(driver: Driver, options: WriteConnectionOptions) {
    this.#driver = driver
    this.#connection = driver.open(options.path, 'read-write')
    this.#prepared = new PreparedStatements(this.#connection)
    this.#writerName = options.writerName
    const pageBytes = Number(this.#connection.prepare('pragma page_size').get([])?.page_size)
    for (const pragma of [
      // Every commit is synced to the disk: an answer given is never lost with the power. S3-19, Q3-18
      'synchronous = full',
      'foreign_keys = on',
      'temp_store = memory',
      'cache_size = -32000',
      'journal_size_limit = 67108864',
      `max_page_count = ${Math.max(1, Math.floor(options.storeBytes / pageBytes))}`,
    ]) {
      this.#connection.execute(`pragma ${pragma}`)
    }
  }

  /** Writes the batch; on anything but `written` and a failed commit, nothing of it stands in the store. */
  write(batch: readonly PreparedUnit[]): BatchOutcome {
    let step: 'begin' | 'units' | 'commit' = 'begin'
    try {
      this.#run('begin immediate')
      step = 'units'
      const start = (this.#head ??= this.#readHead())
      let head = start
      const units = batch.map((prepared): UnitOutcome => {
        const [outcome, newHead] = this.#writeUnit(prepared, head)
        head = newHead
        return outcome
      })
      // A unit that writes nothing asks whether the store can be written now: the head is written again.
      if (head !== start || batch.some(({ unit }) => unit.writes.length === 0 && unit.log.length === 0)) {
        writeHead(this.#prepared, head)
      }
      step = 'commit'
      this.#run('commit')
      this.#head = head
      return { batch: 'written', units }
    } catch (error) {
      this.#head = undefined
      this.#rollback()
      return this.#outcomeOf(error, step)
    }
  }

  close(): void {
    this.#connection.close()
  }

  #writeUnit({ unit, salts }: PreparedUnit, head: ChainPoint): [UnitOutcome, ChainPoint] {
    const guard = firstConflict(this.#prepared, unit.guards)
    if (guard !== undefined) return [{ unit: 'conflict', guard }, head]
    this.#run('savepoint unit')
    try {
      for (const write of unit.writes) applyWrite(this.#prepared, write)
      const newHead = this.#appendLog(unit.log, salts, head)
      this.#run('release unit')
      return [{ unit: 'done' }, newHead]
    } catch (error) {
      const itsOwnFault =
        error instanceof WriteRefused || error instanceof DefectError || this.#failureOf(error) === 'constraint'
      if (!itsOwnFault) throw error
      this.#run('rollback to unit')
      this.#run('release unit')
      return [{ unit: 'invalid', reason: error instanceof Error ? error.message : '' }, head]
    }
  }

  #appendLog(entries: PreparedUnit['unit']['log'], salts: readonly string[], head: ChainPoint): ChainPoint {
    let next = 0
    const newSalt = () => salts[next++] ?? ''
    const records = appendToChain(head, entries, newSalt)
    for (const record of records) insertRecord(this.#prepared, record)
    const last = records.at(-1)
    return last === undefined ? head : { writer: last.writer, sequence: last.sequence, hash: last.hash }
  }

  #readHead(): ChainPoint {
    const row = this.#prepared.of('select sequence, hash from chain_head where writer = ?').get([this.#writerName])
    if (row === undefined) return chainStart(this.#writerName)
    return { writer: this.#writerName, sequence: Number(row.sequence), hash: String(row.hash) }
  }

  #outcomeOf(error: unknown, step: 'begin' | 'units' | 'commit'): BatchOutcome {
    const failure = this.#failureOf(error)
    if (failure === 'busy') return { batch: 'locked' }
    if (failure === 'full') return { batch: 'full' }
    const reason = error instanceof Error ? error.message : ''
    // A commit that fails may have reached the disk before it was reported.
    return { batch: 'failed', written: step === 'commit' ? 'unknown' : 'no', reason }
  }

  #rollback(): void {
    try {
      this.#connection.execute('rollback')
    } catch {
      // SQLite has undone the transaction itself, or there was none.
    }
  }

  #failureOf(error: unknown) {
    return failureOf(this.#driver, error)
  }

  #run(sql: string): void {
    this.#prepared.of(sql).run([])
  }
}
