import type { AgreementState } from 'paycircle/internal/vocabulary'

/** What stands in the store about one agreement: (profile, account). Times are UTC milliseconds. */
export interface AgreementRow {
  readonly id: string
  readonly profileId: string
  /** For comparison: the e-mail trimmed and lower-cased, or `account:` and the account number. */
  readonly account: string
  /** As it goes on the wire. */
  readonly accountAsGiven: string
  /** The platform's own number for the agent, where it told one. */
  readonly agentId: string | null
  readonly state: AgreementState
  /** The halves as last answered; null while no answer has told them. */
  readonly autoDebit: boolean | null
  readonly autoRefund: boolean | null
  readonly userId: string | null
  readonly holdCode: string | null
  readonly holdSince: number | null
  readonly holdOpensBy: 'query' | 'operator' | null
  /** When the agent last left for Alipay's page; null where no departure is being followed up. */
  readonly departedAt: number | null
  /** Which step of the follow-up schedule comes next; null where none is under way. */
  readonly followUpStep: number | null
  /** When the engine asks the gateway next; null where nothing is due. */
  readonly nextCheckAt: number | null
  readonly lastCheckAt: number | null
  readonly lastOutcome: string | null
  readonly lastCode: string | null
  /** How many answers in a row told nothing new to go on with; the cool-down grows with it. Q4-01 */
  readonly unsuccessfulChecks: number
  /** Why an operator should look at it, for instance `follow-up-ended`; null where nobody needs to. */
  readonly attention: string | null
  /** The claim of the query under way; no other node asks before `leaseUntil`. */
  readonly leaseToken: string | null
  readonly leaseUntil: number | null
  /** Goes up by one with every change. */
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** What a unit may change of an agreement; the writer itself raises the version. */
export type AgreementChanges = Partial<
  Omit<AgreementRow, 'id' | 'profileId' | 'account' | 'version' | 'createdAt' | 'updatedAt'>
> & { readonly updatedAt: number }

/** One invitation to sign: what a start link leads to. */
export interface SigningRow {
  readonly id: string
  readonly profileId: string
  readonly agreementId: string
  /** SHA-256 of the token in the link, hexadecimal; the token itself is not stored. */
  readonly tokenDigest: string
  readonly scope: 'both' | 'auto-refund'
  readonly returnTo: string | null
  readonly createdAt: number
  readonly expiresAt: number
  readonly departedAt: number | null
  readonly arrivedAt: number | null
}

/** An answer kept under its `Idempotency-Key`, so that the same request is answered alike and done once. */
export interface IdempotentAnswerRow {
  readonly profileId: string
  readonly key: string
  /** SHA-256 of the request, hexadecimal: the same key with another request is refused. */
  readonly requestDigest: string
  readonly status: number
  readonly body: string
  readonly createdAt: number
}

/** An effect that was recorded once: the source of feeds and deliveries. */
export interface EventRow {
  readonly id: string
  readonly profileId: string
  readonly agreementId: string | null
  readonly type: string
  /** JSON. */
  readonly payload: string
  readonly createdAt: number
}

/** A key of the HTTP API; only the digest of its 256 random bits is kept. */
export interface ApiKeyRow {
  readonly id: string
  readonly profileId: string
  readonly name: string
  /** SHA-256, hexadecimal. */
  readonly digest: string
  readonly createdAt: number
  readonly revokedAt: number | null
}
