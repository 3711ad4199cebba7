import type { Charset } from 'paycircle/internal/vocabulary'
import type { CheckName } from './check-table.js'
import type { FaultMoment } from './fault-table.js'
import type { BodyKind, ReadRequest, ReceivedParameter, RequestNote } from './request-reading.js'

/** A request to the gateway as it is remembered. Keys are never in it; a signature is, since it gives nothing away. */
export interface RequestRecord {
  readonly id: number
  /** RFC 3339, UTC. */
  readonly at: string
  readonly method: string
  readonly bodyKind: BodyKind
  readonly charset: Charset | null
  readonly charsetFrom: ReadRequest['charsetFrom']
  readonly service: string | null
  readonly partner: string | null
  readonly parameters: readonly ReceivedParameter[]
  readonly notes: readonly RequestNote[]
  /** The check that refused it, null where all passed. */
  readonly refusedAt: CheckName | null
  /** The code that was answered or shown, null where none. */
  readonly code: string | null
  readonly answer: 'xml' | 'error-page' | 'sign-page'
  /** Query: the agreement was read. Signing: the signer confirmed and the agreement was signed. */
  readonly committed: boolean
  readonly fault: { readonly name: string; readonly moment: FaultMoment } | null
  /** What the browser said it wanted the answer for (`Sec-Fetch-Dest`): `document`, `iframe`; null where it said nothing. */
  readonly destination: string | null
  /** From its arrival to the end of the answer or of the connection, by the machine's own clock; so far where neither has come. */
  readonly durationMs: number
}

/** What is noted when a request arrives. */
type Arrival = Omit<RequestRecord, 'id' | 'durationMs'>

/** The last requests, oldest first. */
export class RequestLog {
  #records: RequestRecord[] = []
  #count = 0
  /** Those that have not ended, with the time of their arrival by the monotonic clock. */
  readonly #arrivals = new Map<number, { readonly kept: RequestRecord; readonly at: number }>()

  static readonly limit = 1000

  constructor(private readonly monotonic: () => number) {}

  add(arrival: Arrival): RequestRecord {
    this.#count += 1
    const kept = { id: this.#count, ...arrival, durationMs: 0 }
    this.#records.push(kept)
    this.#arrivals.set(kept.id, { kept, at: this.monotonic() })
    if (this.#records.length > RequestLog.limit) this.#arrivals.delete(this.#records.shift()?.id ?? 0)
    return kept
  }

  /** Notes what came of a request later on; nothing where the record has been dropped. */
  amend(id: number, later: Partial<Pick<RequestRecord, 'committed' | 'code' | 'fault' | 'durationMs'>>): void {
    // Their numbers follow each other.
    const at = id - (this.#records[0]?.id ?? 0)
    const record = this.#records[at]
    if (record !== undefined) this.#records[at] = { ...record, ...later }
  }

  /** Notes that the answer, or the connection, has ended. */
  end(kept: RequestRecord): void {
    const arrival = this.#arrivals.get(kept.id)
    // After a reset another has its number.
    if (arrival?.kept !== kept) return
    this.#arrivals.delete(kept.id)
    this.amend(kept.id, { durationMs: Math.round(this.monotonic() - arrival.at) })
  }

  all(): readonly RequestRecord[] {
    const now = this.monotonic()
    return this.#records.map((record) => {
      const arrival = this.#arrivals.get(record.id)
      return arrival === undefined ? record : { ...record, durationMs: Math.round(now - arrival.at) }
    })
  }

  /** All since the start or the last reset, dropped ones included. */
  get count(): number {
    return this.#count
  }

  reset(): void {
    this.#records = []
    this.#arrivals.clear()
    this.#count = 0
  }
}
