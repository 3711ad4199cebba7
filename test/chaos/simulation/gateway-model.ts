import { queryOutcomeOf, terminationOutcomeOf, type QueryInput } from 'paycircle/internal/gateway'
import type {
  IndeterminateOutcome,
  NotSentReason,
  QueryOutcome,
  TerminationOutcome,
} from 'paycircle/internal/vocabulary'
import { parseAnswer, type Answer } from 'paycircle/wire'
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

/** What is asked of the gateway. */
export type Call = 'query' | 'termination'

/** A call as the gateway saw it. */
export interface Seen<Outcome> {
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
  outcome?: Outcome
}

export type SeenQuery = Seen<QueryOutcome>

/** What stood in the store when a call arrived. */
export type Witness = (
  call: Call,
  profileId: string,
  account: string,
) => Promise<Pick<SeenQuery, 'operationId' | 'intended'>>

const usualLatencyMs = 20
const callMs = 15_000

/** Alipay's side of the query, in this process: knows the truth, keeps its own list, fails as it is told. */
export class GatewayModel {
  readonly seen: SeenQuery[] = []
  readonly terminations: Seen<TerminationOutcome>[] = []
  readonly #agreements = new Map<string, Agreement>()
  readonly #faults: {
    readonly call: Call
    readonly account: string | undefined
    readonly fault: Fault
    left: number
  }[] = []
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
    this.#faults.push({ call: 'query', account, fault, left: times })
  }

  /** The next termination of the account fails. */
  failTermination(account: string, fault: Fault): void {
    this.#faults.push({ call: 'termination', account, fault, left: 1 })
  }

  mend(): void {
    this.#faults.length = 0
  }

  query(profileId: string, input: QueryInput): Promise<QueryOutcome> {
    return this.#call('query', this.seen, profileId, input, (account) => ({
      body: () => this.#body(account),
      read: reader(queryOutcomeOf),
    }))
  }

  /** Ends the agreement as soon as it has arrived, unless it fails before. */
  terminate(profileId: string, input: QueryInput): Promise<TerminationOutcome> {
    return this.#call('termination', this.terminations, profileId, input, (account, fault) => {
      if (fault?.moment !== 'after-send') this.set(account, { autoDebit: false, autoRefund: false })
      return { body: () => xml('<is_success>T</is_success>'), read: reader(terminationOutcomeOf) }
    })
  }

  async #call<Outcome>(
    call: Call,
    list: Seen<Outcome | Unanswered>[],
    profileId: string,
    input: QueryInput,
    commit: (account: string, fault: Fault | undefined) => Business<Outcome>,
  ): Promise<Outcome | Unanswered> {
    const account = (input.email ?? `account:${input.account}`).toLowerCase()
    const fault = this.#take(call, account)
    if (fault?.moment === 'before-send') {
      await this.clock.sleep(1)
      return { outcome: 'not_sent', reason: fault.reason }
    }
    const seen: Seen<Outcome | Unanswered> = {
      profileId,
      account,
      arrivedAt: this.clock.monotonic(),
      jumps: this.clock.jumps,
      ...(await this.witness(call, profileId, account)),
    }
    list.push(seen)
    const outcome = await this.#answer(commit(account, fault), fault)
    seen.doneAt = this.clock.monotonic()
    seen.outcome = outcome
    return outcome
  }

  async #answer<Outcome>(
    { body, read }: Business<Outcome>,
    fault: Fault | undefined,
  ): Promise<Outcome | IndeterminateOutcome> {
    const waitMs = fault?.moment === 'late' ? fault.delayMs : usualLatencyMs
    await this.clock.sleep(Math.min(waitMs, callMs))
    if (waitMs >= callMs) return { outcome: 'indeterminate', reason: 'timeout' }
    const text = body()
    if (fault === undefined || fault.moment === 'late' || fault.moment === 'before-send') return read(text)
    const { failure } = fault
    switch (failure) {
      case 'timeout':
        await this.clock.sleep(callMs - waitMs)
        return { outcome: 'indeterminate', reason: 'timeout' }
      case 'reset':
      case 'truncated':
        return { outcome: 'indeterminate', reason: 'connection-lost' }
      case 'garbage':
        return read(text.slice(0, text.length / 2))
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

  #take(call: Call, account: string): Fault | undefined {
    const index = this.#faults.findIndex(
      (one) => one.call === call && (one.account === undefined || one.account === account),
    )
    const found = this.#faults[index]
    if (found === undefined) return undefined
    found.left--
    if (found.left <= 0) this.#faults.splice(index, 1)
    return found.fault
  }
}

const xml = (children: string) => `<?xml version="1.0" encoding="utf-8"?><alipay>${children}</alipay>`

/** What a call does and how its answer is read. */
interface Business<Outcome> {
  readonly body: () => string
  readonly read: (body: string) => Outcome | IndeterminateOutcome
}

type Unanswered = IndeterminateOutcome | { readonly outcome: 'not_sent'; readonly reason: NotSentReason }

/** As the client reads what came over the wire. */
function reader<Outcome>(judge: (answer: Answer) => Outcome): Business<Outcome>['read'] {
  return (body) => {
    try {
      return judge(parseAnswer(Buffer.from(body), { requestCharset: 'utf-8', contentType: 'text/xml' }))
    } catch {
      return { outcome: 'indeterminate', reason: 'unreadable-answer' }
    }
  }
}
