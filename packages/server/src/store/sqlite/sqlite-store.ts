import type { CommitResult, DeliveryClaim, Store, StoreProbe, Unit } from '../port/index.js'
import { saltsFor } from '../sql/index.js'
import type { BatchWriter } from './batch.js'
import { claimDeliveries } from './claim-deliveries.js'
import type { CommitQueue } from './commit-queue.js'
import type { Driver } from './driver.js'
import type { Ownership } from './ownership.js'
import { ReadConnection } from './read-connection.js'

interface WritingParts {
  readonly queue: CommitQueue
  readonly writer: BatchWriter
  readonly ownership: Ownership
  readonly random: (byteCount: number) => Uint8Array
}

/** A reader on this thread together with the queue to the writer. */
export class SqliteStore extends ReadConnection implements Store {
  /** One process owns the file. */
  readonly exclusive = true
  readonly #parts: WritingParts
  #closing: Promise<void> | undefined

  constructor(driver: Driver, path: string, parts: WritingParts) {
    super(driver, path)
    this.#parts = parts
  }

  commit(unit: Unit): Promise<CommitResult> {
    return this.#parts.queue.commit({ unit, salts: saltsFor(unit, this.#parts.random) })
  }

  claimDeliveries(claim: DeliveryClaim) {
    return claimDeliveries(this, claim)
  }

  async probe(): Promise<StoreProbe> {
    const queuedUnits = this.#parts.queue.length
    await this.commit({ guards: [], writes: [], log: [] })
    await this.chainHeads()
    return { clockAheadMs: 0, queuedUnits }
  }

  override close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#parts.queue.close()
    await super.close()
    // The writer goes last: it folds what the write-ahead log holds into the file.
    await this.#parts.writer.close()
    this.#parts.ownership.release()
  }
}
