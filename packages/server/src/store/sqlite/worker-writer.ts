import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BatchOutcome, BatchWriter, PreparedUnit } from './batch.js'
import type { WriteConnectionOptions } from './write-connection.js'

/** What goes to the writer's thread: a batch in JSON, which crosses faster than objects do; null ends the thread. */
export type ToWriter = string | null

/** Writes on a thread of its own, so that neither SQL nor syncs hold up the event loop. */
export async function workerWriter(options: WriteConnectionOptions): Promise<BatchWriter> {
  const worker = new Worker(new URL('./writer-thread.js', import.meta.url), { workerData: options })
  await once(worker, 'message')
  return new WorkerWriter(worker)
}

class WorkerWriter implements BatchWriter {
  /** While the worker syncs one batch, the next is on its way. */
  readonly depth = 2
  readonly #worker: Worker
  readonly #pending: ((outcome: BatchOutcome) => void)[] = []
  readonly #ended: Promise<unknown>
  #failure: string | undefined

  constructor(worker: Worker) {
    this.#worker = worker
    this.#ended = new Promise((resolve) => worker.once('exit', resolve))
    worker.on('message', (outcome: BatchOutcome) => this.#pending.shift()?.(outcome))
    worker.on('error', (error) => this.#fail(String(error)))
    worker.on('exit', (code) => this.#fail(`the writer's thread ended with ${code}`))
    // An idle writer does not keep the process alive; a batch under way does.
    worker.unref()
  }

  write(batch: readonly PreparedUnit[]): Promise<BatchOutcome> {
    if (this.#failure !== undefined) return Promise.resolve({ batch: 'failed', written: 'no', reason: this.#failure })
    // What JSON cannot carry throws here, before anybody waits for an answer.
    const message: ToWriter = JSON.stringify(batch)
    return new Promise((resolve) => {
      this.#worker.ref()
      this.#pending.push((outcome) => {
        if (this.#pending.length === 0) this.#worker.unref()
        resolve(outcome)
      })
      this.#worker.postMessage(message)
    })
  }

  async close(): Promise<void> {
    this.#worker.ref()
    if (this.#failure === undefined) this.#worker.postMessage(null satisfies ToWriter)
    await this.#ended
  }

  /** Whoever waits hears at once; whether the thread had written its batch, nobody can say. */
  #fail(reason: string): void {
    this.#failure ??= reason
    for (const settle of this.#pending.splice(0)) settle({ batch: 'failed', written: 'unknown', reason })
  }
}
