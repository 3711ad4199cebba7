import { DefectError, invariant } from 'paycircle/internal/base'
import { appendToChain, chainStart, type ChainPoint, type OperationRecord } from '../../ledger/index.js'
import { WriteRefused } from '../sql/index.js'
import type { BatchOutcome, PreparedUnit, UnitOutcome } from './batch.js'
import { failureOf, type Connection, type Driver } from './driver.js'
import { firstConflict } from './guards.js'
import { PreparedStatements } from './statement.js'
import { applyWrite, countRecords, insertRecord, writeHead } from './writes.js'

export interface WriteConnectionOptions {
  readonly path: string
  /** Whose chain the log records go to. */
  readonly writerName: string
  /** The largest size of the store's file. */
  readonly storeBytes: number
}

interface WrittenUnit {
  readonly outcome: UnitOutcome
  /** Where the chain ends with it. */
  readonly head: ChainPoint
  /** What it added to the chain. */
  readonly records: readonly OperationRecord[]
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
      // Small: what it lacks comes from the system's own cache, which gives memory back when others need it.
      'cache_size = -8000',
      // 64 MB: pages that many units touch are then folded into the file once and not time and again.
      'wal_autocheckpoint = 16000',
      'journal_size_limit = 67108864',
      `max_page_count = ${Math.max(1, Math.floor(options.storeBytes / pageBytes))}`,
    ]) {
      this.#connection.execute(`pragma ${pragma}`)
    }
  }

  /** Writes the batch; on anything but `written` and a failed commit, nothing of it stands in the store. */
  write(batch: readonly PreparedUnit[]): BatchOutcome {
    const outcome = this.#attempt(batch, 'together') ?? this.#attempt(batch, 'apart')
    invariant(outcome, 'a unit kept apart cannot spoil its batch')
    return outcome
  }

  close(): void {
    this.#connection.close()
  }

  /**
   * Units go together without savepoints, which cost a fifth of the time. Where one of them is bad, undefined: the
   * batch is undone and attempted again with the units kept apart.
   */
  #attempt(batch: readonly PreparedUnit[], mode: 'together' | 'apart'): BatchOutcome | undefined {
    let step: 'begin' | 'units' | 'commit' = 'begin'
    try {
      this.#run('begin immediate')
      step = 'units'
      const start = (this.#head ??= this.#readHead(this.#writerName))
      let head = start
      const units: UnitOutcome[] = []
      const records: OperationRecord[] = []
      for (const prepared of batch) {
        const written = mode === 'apart' ? this.#writeApart(prepared, head) : this.#writeUnit(prepared, head)
        units.push(written.outcome)
        head = written.head
        records.push(...written.records)
      }
      countRecords(this.#prepared, records)
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
      if (mode === 'together' && this.#isFaultOfUnit(error)) return undefined
      return this.#outcomeOf(error, step)
    }
  }

  #writeUnit({ unit, salts }: PreparedUnit, head: ChainPoint): WrittenUnit {
    // What names a chain asks where it ends: also what this batch has added counts.
    if (unit.writer !== undefined) writeHead(this.#prepared, head)
    const guard = firstConflict(this.#prepared, unit.guards)
    if (guard !== undefined) return { outcome: { unit: 'conflict', guard }, head, records: [] }
    for (const write of unit.writes) applyWrite(this.#prepared, write)
    const outcome = { unit: 'done' } as const
    const { writer = this.#writerName } = unit
    if (writer === this.#writerName) return { outcome, ...this.#appendLog(unit.log, salts, head) }
    const other = this.#appendLog(unit.log, salts, this.#readHead(writer))
    writeHead(this.#prepared, other.head)
    return { outcome, head, records: other.records }
  }

  /** As `writeUnit`; a bad unit is undone alone. */
  #writeApart(prepared: PreparedUnit, head: ChainPoint): WrittenUnit {
    this.#run('savepoint unit')
    try {
      const written = this.#writeUnit(prepared, head)
      this.#run('release unit')
      return written
    } catch (error) {
      if (!this.#isFaultOfUnit(error)) throw error
      this.#run('rollback to unit')
      this.#run('release unit')
      return { outcome: { unit: 'invalid', reason: error instanceof Error ? error.message : '' }, head, records: [] }
    }
  }

  #appendLog(
    entries: PreparedUnit['unit']['log'],
    salts: readonly string[],
    head: ChainPoint,
  ): Pick<WrittenUnit, 'head' | 'records'> {
    let next = 0
    const newSalt = () => salts[next++] ?? ''
    const records = appendToChain(head, entries, newSalt)
    for (const record of records) insertRecord(this.#prepared, record)
    const last = records.at(-1)
    return {
      head: last === undefined ? head : { writer: last.writer, sequence: last.sequence, hash: last.hash },
      records,
    }
  }

  #readHead(writer: string): ChainPoint {
    const row = this.#prepared.of('select sequence, hash from chain_head where writer = ?').get([writer])
    if (row === undefined) return chainStart(writer)
    return { writer, sequence: Number(row.sequence), hash: String(row.hash) }
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

  #isFaultOfUnit(error: unknown): boolean {
    return error instanceof WriteRefused || error instanceof DefectError || this.#failureOf(error) === 'constraint'
  }

  #failureOf(error: unknown) {
    return failureOf(this.#driver, error)
  }

  #run(sql: string): void {
    this.#prepared.of(sql).run([])
  }
}
