export { createEngine } from './engine.js'
export { defaultLimits, type EngineLimits } from './limits.js'
export {
  guardedOperations,
  type GuardedOperation,
  type Permission,
  type PermissionInput,
  type PermissionReason,
} from './permission.js'
export type {
  Actor,
  AgreementReference,
  BuildLinkInput,
  BuiltLink,
  ChangeProfileInput,
  CheckInput,
  CheckResult,
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
} from './types.js'
