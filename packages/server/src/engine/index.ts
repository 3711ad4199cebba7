export { redactionOf, type Redaction } from './redaction.js'
export { createEngine } from './engine.js'
export type { ReplacedProfiles } from './merchants.js'
export { defaultLimits, type EngineLimits } from './limits.js'
export {
  guardedOperations,
  type GuardedOperation,
  type Permission,
  type PermissionInput,
  type PermissionReason,
} from './permission.js'
export {
  accountOfRecord,
  examineRoster,
  readRoster,
  rosterResultsCsv,
  rosterError,
  rosterRowLimit,
  type OpenedRoster,
  type OpenRosterInput,
  type RosterCharset,
  type RosterEnd,
  type RosterFile,
  type RosterProgress,
  type RosterRecord,
  type Rosters,
  type RunRosterOptions,
} from './roster/index.js'
export { probeStagedKey, type ProbedKey, type ProbeKeyInput } from './probe-key.js'
export { profileStatusOf } from './profile-state.js'
export type {
  Actor,
  AgreementReference,
  BuildLinkInput,
  BuiltLink,
  ChangeProfileInput,
  CheckInput,
  CheckResult,
  ConfirmUserInput,
  Departure,
  Engine,
  EngineOptions,
  GatewayClient,
  HeldOutcome,
  ProfileStatus,
  ReleaseInput,
  ReportCodeInput,
  SigningScope,
  SigningView,
  StartedSigning,
  StartSigningInput,
  TerminateInput,
  TerminationResult,
} from './types.js'
