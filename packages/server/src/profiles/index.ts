export { createProfile, type MerchantProfileInput } from './create-profile.js'
export { profileError, type ProfileField } from './errors.js'
export {
  gateOf,
  procedureNotRecorded,
  refuseClosedGate,
  standInEmail,
  type GateFacts,
  type GateItem,
  type GateItemName,
  type GateOverride,
  type GateVerdict,
  type ProcedureStanding,
  type ProcedureStatus,
} from './gate.js'
export type { MerchantContact, MerchantProfile } from './merchant-profile.js'
