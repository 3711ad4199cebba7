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
}

/** The last requests, oldest first. */
export class RequestLog {
  #records: RequestRecord[] = []
  #count = 0

  static readonly limit = 1000

  add(record: Omit<RequestRecord, 'id'>): RequestRecord {
    this.#count += 1
    const kept = { id: this.#count, ...record }
    this.#records.push(kept)
    if (this.#records.length > RequestLog.limit) this.#records.shift()
    return kept
  }

  /** Notes what came of a signing later on; nothing where the record has been dropped. */
  amend(id: number, later: Partial<Pick<RequestRecord, 'committed' | 'code' | 'fault'>>): void {
    this.#records = this.#records.map((record) => (record.id === id ? { ...record, ...later } : record))
  }

  all(): readonly RequestRecord[] {
    return [...this.#records]
  }

  /** All since the start or the last reset, dropped ones included. */
  get count(): number {
    return this.#count
  }

  reset(): void {
    this.#records = []
    this.#count = 0
  }
}
