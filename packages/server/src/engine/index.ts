export type { GatewayClient, QueriedAccount, SigningForm, SigningRequest } from './gateway-client.js'
export { defaultLimits, type EngineLimits } from './limits.js'
export type {
  Actor,
  AgreementReference,
  BuildLinkInput,
  BuiltLink,
  CheckInput,
  CheckResult,
  Departure,
  Engine,
  EngineOptions,
  HeldOutcome,
  ReleaseInput,
  ReportCodeInput,
  SigningScope,
  SigningView,
  StartedSigning,
  StartSigningInput,
} from './types.js'
