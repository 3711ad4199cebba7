import type { Clock } from '../base/index.js'
import type { Client, Dispatcher } from 'undici'

/** A request with what listens to its answer. */
export interface Sending {
  readonly options: Dispatcher.DispatchOptions
  readonly handler: Dispatcher.DispatchHandler
}

export interface ConnectionsSettings {
  readonly clock: Clock
  /** Sockets open at one time. */
  readonly most: number
  /** Sendings that wait for a socket; more are refused. */
  readonly mostWaiting: number
  /** A socket older than this carries no further request. S3-05, Q3-04 */
  readonly reusableForMs: number
  /** `begins` is to be called when a socket's making begins, with its name lookup: from there its age counts. */
  readonly openClient: (begins: () => void) => Client
}

/** One undici client, which is one socket at a time, and when that socket's making began. */
interface Line {
  readonly client: Client
  begunAt: number | undefined
}

/**
 * The sockets to the gateway: reused while young, never beyond their age.
 *
 * undici's own Pool bounds idle time alone; its `clientTtl` goes by the wall clock and is not looked at for requests
 * that waited for a socket, so a socket under steady load would live for ever.
 */
export class Connections {
  readonly #settings: ConnectionsSettings
  readonly #lines = new Set<Line>()
  readonly #idle: Line[] = []
  readonly #waiting: Sending[] = []
  readonly #lineOf = new Map<Sending, Line>()

  constructor(settings: ConnectionsSettings) {
    this.#settings = settings
  }

  /** Sends at once where a socket is free or may be opened, else in turn; false where too many wait already. */
  submit(sending: Sending): boolean {
    const line = this.#freeLine()
    if (line !== undefined) this.#send(line, sending)
    else if (this.#waiting.length < this.#settings.mostWaiting) this.#waiting.push(sending)
    else return false
    return true
  }

  /** Takes a sending out of the queue; false where it has gone to a socket. */
  withdraw(sending: Sending): boolean {
    const place = this.#waiting.indexOf(sending)
    if (place === -1) return false
    this.#waiting.splice(place, 1)
    return true
  }

  /** To be told once for every sending that went to a socket and ended there, however it ended. */
  ended(sending: Sending): void {
    const line = this.#lineOf.get(sending)
    if (line === undefined) return
    this.#lineOf.delete(sending)
    this.#idle.push(line)
    const [next] = this.#waiting
    const free = next === undefined ? undefined : this.#freeLine()
    if (next === undefined || free === undefined) return
    this.#waiting.shift()
    this.#send(free, next)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#lines].map((line) => this.#retire(line)))
  }

  #send(line: Line, sending: Sending): void {
    this.#lineOf.set(sending, line)
    line.client.dispatch(sending.options, sending.handler)
  }

  /** The socket used last, so that those beyond the need fall idle and close. */
  #freeLine(): Line | undefined {
    for (;;) {
      const line = this.#idle.pop()
      if (line === undefined) break
      if (this.#young(line)) return line
      void this.#retire(line)
    }
    return this.#lines.size < this.#settings.most ? this.#openLine() : undefined
  }

  #young(line: Line): boolean {
    return line.begunAt === undefined || this.#settings.clock.monotonic() - line.begunAt < this.#settings.reusableForMs
  }

  #openLine(): Line {
    const client = this.#settings.openClient(() => (line.begunAt = this.#settings.clock.monotonic()))
    const line: Line = { client, begunAt: undefined }
    client.on('disconnect', () => (line.begunAt = undefined))
    this.#lines.add(line)
    return line
  }

  #retire(line: Line): Promise<void> {
    this.#lines.delete(line)
    return line.client.close()
  }
}
