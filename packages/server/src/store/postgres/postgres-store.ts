import type { Clock } from 'paycircle/internal/base'
import type { CommitResult, Store, StoreProbe, Unit } from '../port/index.js'
import { saltsFor } from '../sql/index.js'
import type { Connections } from './connections.js'
import { ReadConnection } from './read-connection.js'
import { writeUnit } from './write-connection.js'
import type { WriterSlots } from './writer-slots.js'

interface WritingParts {
  readonly slots: WriterSlots
  readonly clock: Clock
  readonly random: (byteCount: number) => Uint8Array
}

/** Reads and writes by the process's connections, each of which is a writer of its own. */
export class PostgresStore extends ReadConnection implements Store {
  readonly #parts: WritingParts

  constructor(connections: Connections, parts: WritingParts) {
    super(connections)
    this.#parts = parts
  }

  commit(unit: Unit): Promise<CommitResult> {
    const salts = saltsFor(unit, this.#parts.random)
    return this.connections.use((client) => writeUnit(client, this.#parts.slots, unit, salts))
  }

  async probe(): Promise<StoreProbe> {
    const { clock } = this.#parts
    const before = clock.now()
    const started = clock.monotonic()
    // A number for a transaction is given by a server that writes alone.
    const text = 'select (extract(epoch from clock_timestamp()) * 1000)::text as at, pg_current_xact_id()'
    const rows = await this.connections.ask<{ at: string }>({ text })
    const tookMs = clock.monotonic() - started
    const apartMs = before + tookMs / 2 - Number(rows[0]?.at)
    // What the way there and back took cannot be told from a difference of the clocks.
    const surelyMs = Math.round(Math.max(0, Math.abs(apartMs) - tookMs / 2 - 1))
    return { clockAheadMs: apartMs < 0 && surelyMs > 0 ? -surelyMs : surelyMs }
  }
}
