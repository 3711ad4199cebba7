import type { Clock } from 'paycircle/internal/base'
import { storeError, type CommitResult, type Unit } from '../port/index.js'
import type { BatchOutcome, BatchWriter, PreparedUnit, UnitOutcome } from './batch.js'

export interface QueueLimits {
  /** Units that may wait; one more is refused with `store-busy`. */
  readonly queuedUnits: number
  /** Units that share one transaction and one sync. */
  readonly batchUnits: number
  /** How long another program's write lock is waited for, milliseconds. */
  readonly lockWaitMs: number
}

interface Waiting {
  readonly prepared: PreparedUnit
  readonly settle: (result: CommitResult) => void
  readonly refuse: (error: Error) => void
}

const lockRetryMs = 20
const longestRetryAfterMs = 10_000

/** Gathers what callers commit while the writer is at work, and hands it over in batches: group commit. */
export class CommitQueue {
  readonly #writer: BatchWriter
  readonly #clock: Clock
  readonly #limits: QueueLimits
  #waiting: Waiting[] = []
  #batchesOut = 0
  #scheduled = false
  #lastBatchMs = 1
  #closed: (() => void) | undefined
  #closing: Promise<void> | undefined

  constructor(writer: BatchWriter, clock: Clock, limits: QueueLimits) {
    this.#writer = writer
    this.#clock = clock
    this.#limits = limits
  }

  /** Units that wait for their turn. */
  get length(): number {
    return this.#waiting.length
  }

  /** Settles when the unit is on the disk or is known not to come there. */
  commit(prepared: PreparedUnit): Promise<CommitResult> {
    return new Promise((settle, refuse) => {
      if (this.#closing !== undefined) {
        refuse(storeError('store-closed', {}))
        return
      }
      if (this.#waiting.length >= this.#limits.queuedUnits) {
        refuse(storeError('store-busy', { retryAfterMs: this.#retryAfterMs() }))
        return
      }
      this.#waiting.push({ prepared, settle, refuse })
      this.#schedule()
    })
  }

  /** Takes nothing more and waits until what was taken is settled. */
  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      this.#closed = resolve
      this.#closeWhenIdle()
    })
    return this.#closing
  }

  /** Waits for the end of the turn, so that callers of the same turn share a batch. */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      while (this.#mayGo()) void this.#send(this.#waiting.splice(0, this.#limits.batchUnits))
    })
  }

  /** One batch at a time, so that it grows while the last is synced; ahead of that only a full one. */
  #mayGo(): boolean {
    if (this.#batchesOut === 0) return this.#waiting.length > 0
    return this.#batchesOut < this.#writer.depth && this.#waiting.length >= this.#limits.batchUnits
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    this.#batchesOut++
    const startedAt = this.#clock.monotonic()
    const units = batch.map(({ prepared }) => prepared)
    const outcome = await this.#writePatiently(units, startedAt).catch(defectOutcome)
    this.#lastBatchMs = this.#clock.monotonic() - startedAt
    this.#batchesOut--
    answer(batch, outcome, this.#retryAfterMs())
    this.#schedule()
    this.#closeWhenIdle()
  }

  async #writePatiently(batch: readonly PreparedUnit[], startedAt: number): Promise<BatchOutcome> {
    for (;;) {
      const outcome = await this.#writer.write(batch)
      const waitedMs = this.#clock.monotonic() - startedAt
      if (outcome.batch !== 'locked' || waitedMs >= this.#limits.lockWaitMs) return outcome
      await new Promise<void>((resolve) => void this.#clock.after(lockRetryMs, resolve))
    }
  }

  #retryAfterMs(): number {
    const batches = Math.ceil(this.#waiting.length / this.#limits.batchUnits)
    return Math.ceil(Math.min(longestRetryAfterMs, Math.max(1, batches) * Math.max(1, this.#lastBatchMs)))
  }

  #closeWhenIdle(): void {
    if (this.#waiting.length === 0 && this.#batchesOut === 0) this.#closed?.()
  }
}

/** A writer answers and does not throw; where it does all the same, nobody is left waiting. */
function defectOutcome(error: unknown): BatchOutcome {
  return { batch: 'failed', written: 'unknown', reason: String(error) }
}

function answer(batch: readonly Waiting[], outcome: BatchOutcome, retryAfterMs: number): void {
  batch.forEach((waiting, index) => {
    const unit = outcome.batch === 'written' ? outcome.units[index] : undefined
    const error = unit === undefined ? batchError(outcome, retryAfterMs) : unitError(unit)
    if (error !== undefined) waiting.refuse(error)
    else waiting.settle(resultOf(waiting.prepared.unit, unit))
  })
}

function resultOf(unit: Unit, outcome: UnitOutcome | undefined): CommitResult {
  const guard = outcome?.unit === 'conflict' ? unit.guards[outcome.guard] : undefined
  return guard === undefined ? { result: 'done' } : { result: 'conflict', guard }
}

function unitError(outcome: UnitOutcome): Error | undefined {
  return outcome.unit === 'invalid' ? storeError('unit-invalid', { reason: outcome.reason }) : undefined
}

function batchError(outcome: BatchOutcome, retryAfterMs: number): Error {
  switch (outcome.batch) {
    case 'locked':
      return storeError('store-busy', { retryAfterMs })
    case 'full':
      return storeError('store-full', {})
    case 'failed':
      return storeError('store-failed', { written: outcome.written }, { cause: new Error(outcome.reason) })
    case 'written':
      return storeError('store-failed', { written: 'unknown' })
  }
}
