import type { Clock } from 'paycircle/internal/base'
import { AccountBook, type AccountSpec } from './account-book.js'
import { FaultBook } from './fault-book.js'
import { PartnerBook, type PartnerSpec } from './partner-book.js'
import { RequestLog } from './request-log.js'
import { SigningSessions } from './signing-sessions.js'
import { VirtualClock } from './virtual-clock.js'

export interface Beginning {
  readonly partners: readonly PartnerSpec[]
  readonly accounts: readonly AccountSpec[]
  readonly accountsChanged: () => void
  readonly clock: Clock
  readonly random: (bytes: number) => Buffer
}

/** Everything that the simulated Alipay knows and remembers. All of it is in memory and gone at the end. */
export class SimulatedAlipay {
  readonly clock: VirtualClock
  readonly partners: PartnerBook
  readonly accounts: AccountBook
  readonly faults = new FaultBook()
  readonly requests: RequestLog
  readonly sessions: SigningSessions
  /** Seals the addresses of the way to the sign page. */
  readonly seal: Buffer

  constructor(beginning: Beginning) {
    this.clock = new VirtualClock(beginning.clock)
    this.requests = new RequestLog(() => this.clock.monotonic())
    this.partners = new PartnerBook(beginning.partners)
    this.accounts = new AccountBook(beginning.accounts, beginning.accountsChanged)
    this.sessions = new SigningSessions(this.clock, beginning.random)
    this.seal = beginning.random(32)
  }

  /** Back to the beginning: partners, accounts, faults, requests, visits and clock. */
  reset(): void {
    this.clock.reset()
    this.partners.reset()
    this.accounts.reset()
    this.faults.clear()
    this.requests.reset()
    this.sessions.reset()
  }
}
