import type { Clock, Meter } from 'paycircle/internal/base'
import type { Client, Notice, SigningRequest } from 'paycircle/internal/gateway'
import type { QueryOutcome, TerminationOutcome } from 'paycircle/internal/vocabulary'
import type { GateVerdict, MerchantProfile } from '../profiles/index.js'
import type { ReplacedProfiles } from './merchants.js'
import type { AgreementRow, SigningRow, Store } from '../store/port/index.js'
import type { KeptExchange } from './exchange.js'
import type { GatewayOutcome } from './gateway-outcome.js'
import type { EngineLimits } from './limits.js'
import type { Permission, PermissionInput } from './permission.js'
import type { ProbedKey, ProbeKeyInput } from './probe-key.js'
import type { Rosters } from './roster/index.js'

/** How a caller names an agreement: by the agent's e-mail, by account number, or by our own id. */
export type AgreementReference =
  | { readonly by: 'email'; readonly email: string }
  | { readonly by: 'account'; readonly account: string }
  | { readonly by: 'id'; readonly id: string }

/** Who does it, as the log keeps it: `agent`, `engine`, `api-key:<id>`, `operator:<name>`, `cli`. */
export type Actor = 'agent' | 'engine' | 'cli' | `api-key:${string}` | `operator:${string}`

/** What the engine uses of the gateway's client. */
export interface GatewayClient extends Pick<Client, 'notices' | 'signing' | 'agreements' | 'close'> {
  /** What went over the wire and came to this outcome, where it settled nothing. */
  readonly exchangeOf?: (outcome: GatewayOutcome) => KeptExchange | undefined
}

export interface EngineOptions {
  readonly store: Store
  readonly clock: Clock
  /** So many random bytes; `randomBytes` of node:crypto outside tests. */
  readonly random: (bytes: number) => Uint8Array
  /** Whose clock and calls these are, in the log. */
  readonly nodeName: string
  readonly profiles: readonly MerchantProfile[]
  /** The gateway's client for a profile; by default one made with `createClient`. Closed by `stop`. */
  readonly clientOf?: (profile: MerchantProfile) => GatewayClient
  /** How a profile stands to the go-live gate; unless given, nothing counts as recorded, so that no profile is live. */
  readonly gate?: (profile: MerchantProfile) => GateVerdict
  readonly meter?: Meter
  readonly limits?: Partial<EngineLimits>
}

export type SigningScope = Exclude<SigningRow['scope'], 'status'>

export interface StartSigningInput {
  readonly profileId: string
  /** The Alipay account that shall sign; no mobile number. S4-05 */
  readonly email: string
  /** The platform's own number for the agent. */
  readonly agentId?: string
  /** `both` unless told. */
  readonly scope?: SigningScope
  /** Where the status page links back to; its origin is on the profile's list. */
  readonly returnTo?: string
  readonly idempotencyKey?: string
  readonly actor: Actor
}

export interface AgentLinkInput {
  readonly profileId: string
  readonly email: string
  readonly actor: Actor
}

export interface AgentLink {
  /** What the link ends with. Shown here, stored as a digest only. */
  readonly token: string
  /** UTC milliseconds. */
  readonly expiresAt: number
  readonly agreement: AgreementRow
}

export interface StartedSigning {
  readonly signingId: string
  /** What the start link ends with. Shown here, stored as a digest only. */
  readonly token: string
  /** UTC milliseconds. */
  readonly expiresAt: number
  readonly agreement: AgreementRow
  /** Whether this is the answer of an earlier request with the same idempotency key. */
  readonly replayed: boolean
}

/** What stands behind a start link. */
export interface SigningView {
  readonly signing: SigningRow
  readonly agreement: AgreementRow
  readonly profile: MerchantProfile
  /** Whether the link can still be used to leave for Alipay's page. */
  readonly expired: boolean
}

export interface Departure extends SigningView {
  /** The signed request to which the browser goes, top-level: its `url`, or its `form`. */
  readonly request: SigningRequest
  readonly operationId: string
}

export interface BuildLinkInput {
  readonly profileId: string
  readonly email: string
  readonly signChannel?: 'NORMAL'
  readonly actor: Actor
}

export interface BuiltLink {
  readonly request: SigningRequest
  readonly operationId: string
  readonly agreement: AgreementRow
}

export interface CheckInput {
  readonly profileId: string
  readonly agreement: AgreementReference
  readonly actor: Actor
  /** Passes the cool-down and a pause of the profile, not the rate and the brake; needs a reason. */
  readonly force?: boolean
  readonly reason?: string
  /** Who asked for it, where the profile leaves it to two people and the actor is the second. */
  readonly askedBy?: string
}

/**
 * Not asked now: the cool-down after an unsuccessful answer, a query under way elsewhere, too many waiting, or the brake
 * after equal failures on several agreements. Q4-01
 */
export interface HeldOutcome {
  readonly outcome: 'held'
  readonly reason: 'cool-down' | 'under-way' | 'busy' | 'brake'
  /** UTC milliseconds. */
  readonly nextCheckAt: number
}

export interface CheckResult {
  readonly outcome: QueryOutcome | HeldOutcome
  /** Null where nothing was asked, so nothing was logged. */
  readonly operationId: string | null
  /** When the engine asks again of itself, or when asking is allowed again; UTC milliseconds. */
  readonly nextCheckAt: number | null
  /** As it stands afterwards; undefined where nothing is stored about it. */
  readonly agreement: AgreementRow | undefined
}

export interface TerminateInput {
  readonly profileId: string
  readonly agreement: AgreementReference
  /** The account of the agreement spelled again. */
  readonly confirm: string
  /** Kept in the log. */
  readonly reason: string
  readonly actor: Actor
}

export interface TerminationResult {
  /** What the gateway said to it: a hint, `accepted` too. The agreement's state is what a query says. */
  readonly outcome: TerminationOutcome | HeldOutcome
  /** Null where nothing was sent or logged. */
  readonly operationId: string | null
  /** When the engine queries of itself; UTC milliseconds. */
  readonly nextCheckAt: number | null
  readonly agreement: AgreementRow | undefined
}

/** An operator's word on which Alipay user stands behind an account. */
export interface ConfirmUserInput {
  readonly profileId: string
  readonly agreement: AgreementReference
  /** The one that the agreement has, or the other one that answers have told since. */
  readonly userId: string
  /** Kept in the log. */
  readonly reason: string
  readonly actor: Actor
}

export interface ReleaseInput {
  readonly profileId: string
  readonly agreement: AgreementReference
  /** Kept in the log. */
  readonly reason: string
  /** Who asked for it, where the profile leaves it to two people and the actor is the second. */
  readonly askedBy?: string
  readonly actor: Actor
}

/** An operator's word about a profile. */
export interface ChangeProfileInput {
  readonly profileId: string
  /** Kept in the log. */
  readonly reason: string
  readonly actor: Actor
}

/** What stops a profile's calls. Times are UTC milliseconds. */
export interface ProfileStatus {
  readonly profileId: string
  /** No query and no signing until an operator resumes; null where it is not paused. */
  readonly pause: {
    /** The gateway's, or null where an operator paused it; then there is a reason. Q3-21 */
    readonly code: string | null
    readonly reason: string | null
    readonly since: number
    readonly by: string
    /** What an operator's query brought meanwhile. */
    readonly canary: { readonly at: number; readonly outcome: string; readonly code: string | null } | null
  } | null
  /** No query until one that is let through now and then is answered; null where it does not hold. */
  readonly brake: { readonly failure: string; readonly since: number; readonly nextCanaryAt: number } | null
}

export interface ReportCodeInput {
  readonly profileId: string
  readonly agreement: AgreementReference
  /** Verbatim, as somebody saw it. */
  readonly code: string
  /** On Alipay's page, or in the answer to an operation of the platform's own. */
  readonly source: 'page' | 'operation'
  readonly operation?: string
  readonly actor: Actor
}

/**
 * Drives the lifecycle: records what happens, asks the gateway, schedules the follow-up. Every method rejects with
 * typed errors only: the engine's own, those of the value formats, and the store port's.
 */
export interface Engine {
  /** Those served now, by id; the same map all the time. */
  readonly profiles: ReadonlyMap<string, MerchantProfile>
  /**
   * Serves these profiles from now on. Calls in flight end with the key that they began with, the next use the new one;
   * what is due stays due. A profile that is not among them is asked about no more. Rejects, and changes nothing, where
   * one of them cannot make a client.
   */
  replaceProfiles(profiles: readonly MerchantProfile[]): ReplacedProfiles
  /** How the profile stands to the go-live gate. S3-03, Q3-03 */
  gate(profileId: string): GateVerdict
  /** What must be kept in sight wherever the profile is used: the sandbox, what a test account costs. S3-03, Q3-03 */
  notices(profileId: string): readonly Notice[]
  /** Invites an agent to sign. Nothing is sent to Alipay. */
  startSigning(input: StartSigningInput): Promise<StartedSigning>
  /** Reads what a start link leads to; changes nothing. `signing-unknown` where there is none. */
  signingByToken(token: string): Promise<SigningView>
  /** A link to the page where an agent sees how his agreement stands; changes nothing of it. Q4-04 */
  makeStatusLink(input: AgentLinkInput): Promise<AgentLink>
  /** Commits the departure and its follow-up, then hands out the signed request. S4-06 */
  depart(token: string, input: { readonly actor: Actor; readonly userAgent?: string }): Promise<Departure>
  /** Records a return from Alipay's page: a hint that brings a query forward, never proof. S4-06 */
  arrive(token: string): Promise<SigningView>
  /** A signed request without a start link; logged and followed up like a departure. */
  buildLink(input: BuildLinkInput): Promise<BuiltLink>
  /** Asks the gateway now. */
  check(input: CheckInput): Promise<CheckResult>
  /** The agreement that the reference names; undefined where nothing is stored about it. */
  agreement(profileId: string, reference: AgreementReference): Promise<AgreementRow | undefined>
  /** Whether an operation that needs the agreement may be run for the agent now; never on doubt. S4-04 */
  permission(input: PermissionInput): Promise<Permission>
  /** Takes down a code that somebody saw; sets a hold where the code demands one. S3-21 */
  reportCode(input: ReportCodeInput): Promise<AgreementRow>
  /** An operator opens a hold. */
  release(input: ReleaseInput): Promise<AgreementRow>
  /** Asks once with a key that is not in use, to see whether it would be accepted. S3-01, Q3-01 */
  probeKey(input: ProbeKeyInput): Promise<ProbedKey>
  /** An operator says which Alipay user stands behind the account; `user-not-in-question` where that is no question. */
  confirmUser(input: ConfirmUserInput): Promise<AgreementRow>
  /**
   * Asks the gateway to terminate (解约) an agreement, by a service that rests on public demos and not on the two
   * documents; settled by a query that follows at once. `termination-confirmation-differs`, `agreement-held`,
   * `agreement-not-signed`, `agreement-doubted` refuse it.
   */
  terminate(input: TerminateInput): Promise<TerminationResult>
  /** Whether brake or pause stop the profile's calls. */
  profileStatus(profileId: string): Promise<ProfileStatus>
  /** An operator stops queries and signings of a profile; `profile-paused` where they are stopped already. */
  pauseProfile(input: ChangeProfileInput): Promise<ProfileStatus>
  /** An operator opens a pause; `profile-not-paused` where there is none. */
  resumeProfile(input: ChangeProfileInput): Promise<ProfileStatus>
  readonly rosters: Rosters
  /** Begins the follow-up: asks what is due, also what fell due while nothing ran. */
  start(): void
  /** Takes no new work, waits for the calls in flight, closes the clients. The store stays open. */
  stop(): Promise<void>
}
