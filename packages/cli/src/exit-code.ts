import type { QueryOutcomeName } from 'paycircle/internal/vocabulary'

/** What the process says when it ends; scripts read it. */
export const exitCode = {
  done: 0,
  /** The answer is "no": not signed, irregular, signature does not match, something is wrong. */
  no: 1,
  /** Usage or configuration, said before anything is sent. */
  usage: 2,
  /** Nobody knows yet. Never to be read as "no". */
  indeterminate: 3,
  /** The gateway refused, for a known reason. */
  refused: 4,
  /** No connection was made. */
  notSent: 5,
  /** Held back by us: cool-down, hold, paused profile, go-live gate. */
  held: 6,
  /** A defect of ours. */
  defect: 70,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

const exitCodesOfOutcomes: Readonly<Record<QueryOutcomeName, ExitCode>> = {
  signed: exitCode.done,
  not_signed: exitCode.no,
  irregular: exitCode.no,
  refused: exitCode.refused,
  indeterminate: exitCode.indeterminate,
  not_sent: exitCode.notSent,
  held: exitCode.held,
}

export function exitCodeOfOutcome(outcome: QueryOutcomeName): ExitCode {
  return exitCodesOfOutcomes[outcome]
}

/** Errors that are no mistake of the person at the keyboard and so end otherwise than with `usage`. */
const exitCodesOfErrors: Readonly<Record<string, ExitCode>> = {
  'agreement-held': exitCode.held,
  'agreement-contended': exitCode.held,
  'agreement-not-signed': exitCode.no,
  'agreement-doubted': exitCode.held,
  'profile-paused': exitCode.held,
  'second-person-needed': exitCode.held,
  'second-person-asked': exitCode.held,
  'approval-unknown': exitCode.no,
  'approval-not-open': exitCode.held,
  'alarm-unknown': exitCode.no,
  'go-live-gate-closed': exitCode.held,
  'profile-not-paused': exitCode.no,
  'profile-contended': exitCode.held,
  'key-not-staged': exitCode.no,
  'key-already-used': exitCode.no,
  'no-way-back': exitCode.no,
  'engine-stopped': exitCode.held,
  'service-unreachable': exitCode.held,
  'user-unknown': exitCode.no,
  'api-key-unknown': exitCode.no,
  'user-exists': exitCode.no,
  'subject-taken': exitCode.no,
  'last-administrator': exitCode.no,
  'user-changed-meanwhile': exitCode.held,
  'operation-unknown': exitCode.no,
  'case-unknown': exitCode.no,
  'segment-broken': exitCode.no,
  'account-busy': exitCode.held,
  // The call may have gone out before the store or the service failed.
  'store-busy': exitCode.indeterminate,
  'store-closed': exitCode.indeterminate,
  'store-failed': exitCode.indeterminate,
  'store-full': exitCode.indeterminate,
  'service-lost': exitCode.indeterminate,
  'unit-invalid': exitCode.defect,
}

/** Every other typed error is about what was asked or how it is set up, and nothing was sent. */
export function exitCodeOfError(code: string): ExitCode {
  return Object.hasOwn(exitCodesOfErrors, code) ? (exitCodesOfErrors[code] ?? exitCode.usage) : exitCode.usage
}
