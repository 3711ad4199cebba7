import { storeError, type CommitResult } from '../port/index.js'
import type { Connections } from './connections.js'
import type { ReadyUnit } from './ready-unit.js'
import { writeBatch, type WaitingUnit } from './write-batch.js'
import type { WriterSlots } from './writer-slots.js'

/** So many units share a statement at the most. */
const batchUnits = 64
/** Where somebody holds rows of a batch, those that came after it wait no longer for its end. */
const patienceMs = 50

/** Units of one shape that wait to be written. */
interface Line {
  waiting: WaitingUnit[]
  /** Whether the next batch has its time already, or waits for the end of the last. */
  isSpokenFor: boolean
}

/** Gathers units of one shape while the last are written, and writes them together: group commit. */
export class CommitQueue {
  readonly #connections: Connections
  readonly #slots: WriterSlots
  readonly #mostWaiting: number
  readonly #lines = new Map<string, Line>()
  #waiting = 0
  #underWay = 0
  #closed: (() => void) | undefined
  #closing: Promise<void> | undefined

  constructor(connections: Connections, slots: WriterSlots, mostWaiting: number) {
    this.#connections = connections
    this.#slots = slots
    this.#mostWaiting = mostWaiting
  }

  /** Units that wait for their turn. */
  get length(): number {
    return this.#waiting
  }

  /** Settles when the unit is on the disk or is known not to come there. */
  commit(ready: ReadyUnit): Promise<CommitResult> {
    if (this.#closing !== undefined) return Promise.reject(storeError('store-closed', {}))
    if (this.#waiting >= this.#mostWaiting) return Promise.reject(storeError('store-busy', { retryAfterMs: 1000 }))
    return new Promise((settle, refuse) => {
      const one = { ready, settle, refuse }
      if (ready.shape === undefined) this.#send([one])
      else this.#enter(ready.shape, one)
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

  #enter(shape: string, one: WaitingUnit): void {
    let line = this.#lines.get(shape)
    if (line === undefined) this.#lines.set(shape, (line = { waiting: [], isSpokenFor: false }))
    line.waiting.push(one)
    this.#waiting++
    this.#next(shape, line)
  }

  /** Sends the next batch at the end of the turn, so that callers of the same turn share it. */
  #next(shape: string, line: Line): void {
    if (line.isSpokenFor) return
    if (line.waiting.length === 0) {
      this.#lines.delete(shape)
      return
    }
    line.isSpokenFor = true
    setImmediate(() => {
      let isOver = false
      const goOn = () => {
        if (isOver) return
        isOver = true
        clearTimeout(patience)
        line.isSpokenFor = false
        this.#next(shape, line)
      }
      const patience = setTimeout(goOn, patienceMs)
      const batch = takeDisjoint(line)
      this.#waiting -= batch.length
      this.#send(batch, goOn)
    })
  }

  #send(batch: readonly WaitingUnit[], onEnd?: () => void): void {
    this.#underWay++
    void this.#connections
      .use((client) => writeBatch(client, this.#slots, batch))
      .then((left) => {
        for (const one of left) this.#send([one])
      })
      // Nothing was sent; whoever was told before does not hear of it.
      .catch((error: unknown) => {
        for (const { refuse } of batch) refuse(error)
      })
      .finally(() => {
        this.#underWay--
        onEnd?.()
        this.#closeWhenIdle()
      })
  }

  #closeWhenIdle(): void {
    if (this.#waiting === 0 && this.#underWay === 0) this.#closed?.()
  }
}

/** Takes the first that wait, each of which touches other rows than those before it. */
function takeDisjoint(line: Line): readonly WaitingUnit[] {
  const taken: WaitingUnit[] = []
  const left: WaitingUnit[] = []
  const rows = new Set<string>()
  for (const one of line.waiting) {
    if (taken.length >= batchUnits || one.ready.rows.some((row) => rows.has(row))) {
      left.push(one)
      continue
    }
    for (const row of one.ready.rows) rows.add(row)
    taken.push(one)
  }
  line.waiting = left
  return taken
}
