import type { Clock } from 'paycircle/internal/base'
import {
  storeError,
  type CommitResult,
  type DeliveryClaim,
  type Store,
  type StoreProbe,
  type Unit,
  type Write,
} from '../port/index.js'
import { claimDeliveries } from './claim-deliveries.js'
import { CommitQueue } from './commit-queue.js'
import type { Connections } from './connections.js'
import { ReadConnection } from './read-connection.js'
import { readyUnit } from './ready-unit.js'
import { unitError } from './unit-errors.js'
import type { WriterSlots } from './writer-slots.js'

interface WritingParts {
  readonly slots: WriterSlots
  /** Units that may wait. */
  readonly mostWaiting: number
  readonly clock: Clock
  readonly random: (byteCount: number) => Uint8Array
  /** How far this process's clock may be from the database's where it takes leases, milliseconds. */
  readonly clockApartMs: number
}

/** By the clock that nobody can set, which goes on while a process is frozen. */
const clockTrustedMs = 10_000

/** Reads and writes by the process's connections, each of which is a writer of its own. */
export class PostgresStore extends ReadConnection implements Store {
  /** Other nodes write to it as well. */
  readonly exclusive = false
  readonly #parts: WritingParts
  readonly #queue: CommitQueue
  #measuredAt = -Infinity
  #aheadMs = 0

  constructor(connections: Connections, parts: WritingParts) {
    super(connections)
    this.#parts = parts
    this.#queue = new CommitQueue(connections, parts.slots, parts.mostWaiting)
  }

  async commit(unit: Unit): Promise<CommitResult> {
    if (unit.writes.some(takesLease)) await this.#expectClock()
    return this.#queue.commit(this.#ready(unit))
  }

  claimDeliveries(claim: DeliveryClaim) {
    return claimDeliveries(this.connections, claim)
  }

  override async close(): Promise<void> {
    await this.#queue.close()
    await super.close()
  }

  #ready(unit: Unit) {
    try {
      return readyUnit(unit, this.#parts.random)
    } catch (error) {
      throw unitError(error)
    }
  }

  /** A lease means the same to all nodes only where their clocks agree. */
  async #expectClock(): Promise<void> {
    const now = this.#parts.clock.monotonic()
    if (now - this.#measuredAt >= clockTrustedMs) {
      this.#aheadMs = (await this.probe()).clockAheadMs
      // Where it is apart it is measured again with every claim, until it is set right.
      this.#measuredAt = Math.abs(this.#aheadMs) > this.#parts.clockApartMs ? -Infinity : now
    }
    if (Math.abs(this.#aheadMs) > this.#parts.clockApartMs) {
      throw storeError('store-clock-apart', { aheadMs: this.#aheadMs })
    }
  }

  async probe(): Promise<StoreProbe> {
    const { clock } = this.#parts
    const queuedUnits = this.#queue.length + this.connections.waiting
    const before = clock.now()
    const started = clock.monotonic()
    // A number for a transaction is given by a server that writes alone.
    const text = 'select (extract(epoch from clock_timestamp()) * 1000)::text as at, pg_current_xact_id()'
    const rows = await this.connections.ask<{ at: string }>({ text })
    const tookMs = clock.monotonic() - started
    const apartMs = before + tookMs / 2 - Number(rows[0]?.at)
    // What the way there and back took cannot be told from a difference of the clocks.
    const surelyMs = Math.round(Math.max(0, Math.abs(apartMs) - tookMs / 2 - 1))
    return { clockAheadMs: apartMs < 0 && surelyMs > 0 ? -surelyMs : surelyMs, queuedUnits }
  }
}

function takesLease(write: Write): boolean {
  if (write.write === 'insert-agreement') return write.row.leaseToken !== null
  return write.write === 'update-agreement' && typeof write.changes.leaseToken === 'string'
}
