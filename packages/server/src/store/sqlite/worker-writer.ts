import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BatchOutcome, BatchWriter, PreparedUnit } from './batch.js'
import type { WriteConnectionOptions } from './write-connection.js'

/** What goes to the writer's thread: a batch in JSON, which crosses faster than objects do; null ends the thread. */
export type ToWriter = string | null

/** What the thread tells: that it can write, and what became of each batch. */
export type FromWriter = 'ready' | BatchOutcome

/** Writes on a thread of its own, so that neither SQL nor syncs hold up the event loop. */
export async function workerWriter(options: WriteConnectionOptions): Promise<BatchWriter> {
  const first = new WriterThread(options)
  await first.ready
  return new WorkerWriter(options, first)
}

/**
 * Hands batches to the thread. Where one has died the next batch starts another: it reads the end of the chain from the
 * disk, so nothing depends on what the last one knew. A thread that cannot start is tried again with each batch.
 */
class WorkerWriter implements BatchWriter {
  /** While the worker syncs one batch, the next is on its way. */
  readonly depth = 2
  readonly #options: WriteConnectionOptions
  #thread: WriterThread

  constructor(options: WriteConnectionOptions, first: WriterThread) {
    this.#options = options
    this.#thread = first
  }

  write(batch: readonly PreparedUnit[]): Promise<BatchOutcome> {
    // What JSON cannot carry throws here, before anybody waits for an answer.
    const message = JSON.stringify(batch)
    if (this.#thread.isDead) this.#thread = new WriterThread(this.#options)
    return this.#thread.write(message)
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}

class WriterThread {
  readonly #worker: Worker
  /** Rejects where the thread ends before it can write. */
  readonly ready: Promise<void>
  readonly #pending: ((outcome: BatchOutcome) => void)[] = []
  readonly #ended: Promise<unknown>
  #isReady = false
  #isDead = false

  constructor(options: WriteConnectionOptions) {
    const worker = new Worker(new URL('./writer-thread.js', import.meta.url), { workerData: options })
    this.#worker = worker
    this.#ended = new Promise((resolve) => worker.once('exit', resolve))
    this.ready = once(worker, 'message').then(() => undefined)
    // Who waits for a batch hears of it; who waits for the start does where there is somebody.
    this.ready.catch(() => undefined)
    worker.on('message', (told: FromWriter) => {
      if (told !== 'ready') this.#pending.shift()?.(told)
      this.#isReady = true
      // An idle writer does not keep the process alive; one that starts or has a batch under way does.
      if (this.#pending.length === 0) worker.unref()
    })
    worker.on('error', (error) => this.#die(String(error)))
    worker.on('exit', (code) => this.#die(`the writer's thread ended with ${code}`))
  }

  get isDead(): boolean {
    return this.#isDead
  }

  write(message: string): Promise<BatchOutcome> {
    return new Promise((resolve) => {
      this.#worker.ref()
      this.#pending.push(resolve)
      this.#worker.postMessage(message satisfies ToWriter)
    })
  }

  async close(): Promise<void> {
    this.#worker.ref()
    if (!this.#isDead) this.#worker.postMessage(null satisfies ToWriter)
    await this.#ended
  }

  /** Whoever waits hears at once; whether the thread had written its batch, nobody can say. */
  #die(reason: string): void {
    this.#isDead = true
    const written = this.#isReady ? 'unknown' : 'no'
    for (const settle of this.#pending.splice(0)) settle({ batch: 'failed', written, reason })
  }
}
