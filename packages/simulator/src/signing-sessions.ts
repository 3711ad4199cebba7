import type { Clock } from 'paycircle/internal/base'
import type { Account } from './account-book.js'

/** What the sign page shows at the end. */
export type SigningResult =
  | { readonly kind: 'signed'; readonly autoDebit: boolean; readonly autoRefund: boolean }
  | { readonly kind: 'code'; readonly code: string }

/** One visit to the sign page. */
export interface SigningSession {
  readonly id: string
  readonly partner: string
  /** The address that the merchant sent; it is filled in and may be changed. */
  readonly email: string | undefined
  /** With `sign_channel=NORMAL` only auto-refund is offered. */
  readonly refundOnly: boolean
  readonly requestId: number
  readonly startedAt: number
  /** The account that logged in. */
  account?: Account['email']
  result?: SigningResult
}

/** The visits under way. */
export class SigningSessions {
  readonly #byId = new Map<string, SigningSession>()

  static readonly limit = 1000
  static readonly lifetimeMs = 30 * 60_000

  constructor(
    private readonly clock: Clock,
    private readonly random: (bytes: number) => Buffer,
  ) {}

  open(visit: Pick<SigningSession, 'partner' | 'email' | 'refundOnly' | 'requestId'>): SigningSession {
    const session: SigningSession = { id: this.random(16).toString('hex'), startedAt: this.clock.now(), ...visit }
    this.#byId.set(session.id, session)
    const oldest = this.#byId.keys().next()
    if (this.#byId.size > SigningSessions.limit && oldest.done !== true) this.#byId.delete(oldest.value)
    return session
  }

  /** The visit, `expired` where it has lasted too long, undefined where there never was one or it was forgotten. */
  find(id: string): SigningSession | 'expired' | undefined {
    const session = this.#byId.get(id)
    if (session === undefined || session.result !== undefined) return session
    return Math.abs(this.clock.now() - session.startedAt) > SigningSessions.lifetimeMs ? 'expired' : session
  }

  reset(): void {
    this.#byId.clear()
  }
}
