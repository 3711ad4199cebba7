import { queryOutcomeOf, type QueryInput } from 'paycircle/internal/gateway'
import type { NotSentReason, QueryOutcome } from 'paycircle/internal/vocabulary'
import { parseAnswer } from 'paycircle/wire'
import type { SimulatedClock } from './simulated-clock.js'

/** What Alipay knows of an agent. */
export interface Agreement {
  readonly autoDebit: boolean
  readonly autoRefund: boolean
  readonly irregular?: boolean
}

/** What goes wrong with one query, by the moment at which it does. */
export type Fault =
  | { readonly moment: 'before-send'; readonly reason: NotSentReason }
  /** The request is on its way or there, and no agreement is read. */
  | { readonly moment: 'after-send'; readonly failure: Failure }
  /** The agreement was read. */
  | { readonly moment: 'after-commit'; readonly failure: Failure }
  | { readonly moment: 'during-answer'; readonly failure: 'truncated' | 'garbage' | 'contradiction' | 'oversized' }
  | { readonly moment: 'late'; readonly delayMs: number }

type Failure = { readonly code: string } | { readonly status: number } | 'timeout' | 'reset'

/** A query as the gateway saw it. */
export interface SeenQuery {
  readonly profileId: string
  readonly account: string
  /** On the monotonic scale. */
  readonly arrivedAt: number
  /** How often the wall clock had been set by then. */
  readonly jumps: number
  /** The operation whose claim stood in the store at that moment; undefined where none did. */
  readonly operationId: string | undefined
  /** Whether the intention to ask stood in the log by then. */
  readonly intended: boolean
  /** When the gateway was done with it; undefined while it is not. */
  doneAt?: number
  outcome?: QueryOutcome
}

/** What stood in the store when a query arrived. */
export type Witness = (profileId: string, account: string) => Promise<Pick<SeenQuery, 'operationId' | 'intended'>>

const usualLatencyMs = 20
const callMs = 15_000

/** Alipay's side of the query, in this process: knows the truth, keeps its own list, fails as it is told. */
export class GatewayModel {
  readonly seen: SeenQuery[] = []
  readonly #agreements = new Map<string, Agreement>()
  readonly #faults: { readonly account: string | undefined; readonly fault: Fault; left: number }[] = []
  /** How signed nothing is told: by a code, or by both flags `F`. */
  notSigned: 'code' | 'flags' = 'code'

  constructor(
    private readonly clock: SimulatedClock,
    private readonly witness: Witness,
  ) {}

  agreement(account: string): Agreement {
    return this.#agreements.get(account) ?? { autoDebit: false, autoRefund: false }
  }

  /** On Alipay's page, or at Alipay: nobody tells the platform. */
  set(account: string, agreement: Agreement): void {
    this.#agreements.set(account, agreement)
  }

  /** The next queries of the account, or of all, fail so many times. */
  fail(account: string | undefined, fault: Fault, times = 1): void {
    this.#faults.push({ account, fault, left: times })
  }

  mend(): void {
    this.#faults.length = 0
  }

  async query(profileId: string, input: QueryInput): Promise<QueryOutcome> {
    const account = (input.email ?? `account:${input.account}`).toLowerCase()
    const fault = this.#take(account)
    if (fault?.moment === 'before-send') {
      await this.clock.sleep(1)
      return { outcome: 'not_sent', reason: fault.reason }
    }
    const seen: SeenQuery = {
      profileId,
      account,
      arrivedAt: this.clock.monotonic(),
      jumps: this.clock.jumps,
      ...(await this.witness(profileId, account)),
    }
    this.seen.push(seen)
    const outcome = await this.#answer(account, fault)
    seen.doneAt = this.clock.monotonic()
    seen.outcome = outcome
    return outcome
  }

  async #answer(account: string, fault: Fault | undefined): Promise<QueryOutcome> {
    const waitMs = fault?.moment === 'late' ? fault.delayMs : usualLatencyMs
    await this.clock.sleep(Math.min(waitMs, callMs))
    if (waitMs >= callMs) return { outcome: 'indeterminate', reason: 'timeout' }
    const body = this.#body(account)
    if (fault === undefined || fault.moment === 'late' || fault.moment === 'before-send') return read(body)
    const { failure } = fault
    switch (failure) {
      case 'timeout':
        await this.clock.sleep(callMs - waitMs)
        return { outcome: 'indeterminate', reason: 'timeout' }
      case 'reset':
      case 'truncated':
        return { outcome: 'indeterminate', reason: 'connection-lost' }
      case 'garbage':
        return read(body.slice(0, body.length / 2))
      case 'contradiction':
        return read(xml('<is_success>T</is_success><charge_agent>T</charge_agent>'))
      case 'oversized':
        return { outcome: 'indeterminate', reason: 'oversized-answer' }
      default:
        return 'code' in failure
          ? read(xml(`<is_success>F</is_success><error>${failure.code}</error>`))
          : { outcome: 'indeterminate', reason: 'http-status', status: failure.status }
    }
  }

  #body(account: string): string {
    const { autoDebit, autoRefund, irregular } = this.agreement(account)
    const flag = (signed: boolean) => (signed ? 'T' : 'F')
    if (irregular === true) return xml('<is_success>F</is_success><error>NO_NORMAL_SIGN_CUSTOMER</error>')
    if (!autoDebit && !autoRefund && this.notSigned === 'code') {
      return xml('<is_success>F</is_success><error>NO_SIGN_CUSTOMER</error>')
    }
    return xml(
      `<is_success>T</is_success><charge_agent>${flag(autoDebit)}</charge_agent><refund_charge>${flag(autoRefund)}</refund_charge>`,
    )
  }

  #take(account: string): Fault | undefined {
    const index = this.#faults.findIndex((one) => one.account === undefined || one.account === account)
    const found = this.#faults[index]
    if (found === undefined) return undefined
    found.left--
    if (found.left <= 0) this.#faults.splice(index, 1)
    return found.fault
  }
}

const xml = (children: string) => `<?xml version="1.0" encoding="utf-8"?><alipay>${children}</alipay>`

/** As the client reads what came over the wire. */
function read(body: string): QueryOutcome {
  try {
    return queryOutcomeOf(parseAnswer(Buffer.from(body), { requestCharset: 'utf-8', contentType: 'text/xml' }))
  } catch {
    return { outcome: 'indeterminate', reason: 'unreadable-answer' }
  }
}
