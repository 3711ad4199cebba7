/** JSON as the log keeps it. */
export type LogValue = string | number | boolean | null | readonly LogValue[] | { readonly [name: string]: LogValue }

/** What happened, as a unit of work tells it; the writer adds its place in the chain. */
export interface LogEntry {
  /** Shared by the records of one operation: what was intended and what came of it. */
  readonly operationId: string
  /** UTC milliseconds. */
  readonly at: number
  /** Whose clock `at` was read from. */
  readonly clockSource: string
  /** What kind of step, for instance `query.intended`. */
  readonly kind: string
  readonly profileId: string
  readonly agreementId: string | null
  /** Whom it concerns, e-mail or account number; may be pseudonymised later without breaking the chain. */
  readonly account: string | null
  /** Who did it: `agent`, `engine`, `api-key:<id>`, `operator:<name>`, `cli`. */
  readonly actor: string
  readonly outcome: string | null
  readonly code: string | null
  /** More of it; holds neither key nor account. */
  readonly details: Readonly<Record<string, LogValue>>
}

/** A record of the operation log (操作日志) in its writer's chain. S3-19, Q3-18 */
export interface OperationRecord extends LogEntry {
  readonly writer: string
  /** From 1, without gaps. */
  readonly sequence: number
  /** Random, hexadecimal; with the account it makes `accountDigest`, and goes when a pseudonym takes its place. */
  readonly accountSalt: string | null
  /** SHA-256 over salt and account: what the chain covers in the account's place. */
  readonly accountDigest: string | null
  /** Hash of the record before, or the chain's own start. */
  readonly previousHash: string
  readonly hash: string
}
