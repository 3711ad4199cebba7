export type { ProfileAct } from './change-document.js'
export { createProfile, type MerchantProfileInput } from './create-profile.js'
export {
  createDirectory,
  type Directory,
  type DirectoryOptions,
  type ProfileEntry,
  type ProfilesListener,
} from './directory.js'
export { storedProfiles } from './documents.js'
export { storedStanding, type StoredStanding } from './stored-standing.js'
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
export {
  defaultBackDays,
  longestBackDays,
  offersWayBack,
  type KeyProbe,
  type KeyRotation,
  type ProbeVerdict,
} from './key-rotation.js'
export type { ProfileLogDetails, ProfileLogKind } from './log-kinds.js'
export {
  createStoredProfile,
  goLive,
  mostProfiles,
  removeStoredProfile,
  updateStoredProfile,
  type CreateProfileInput,
  type GoLiveInput,
} from './manage.js'
export {
  secondPersonActions,
  type MerchantContact,
  type MerchantProfile,
  type SecondPersonAction,
} from './merchant-profile.js'
export {
  profileChangesSchema,
  profileSettingsSchema,
  type ProfileChanges,
  type ProfileSettings,
} from './profile-settings.js'
export { reloadConfigured, type Reloaded } from './reload.js'
export { probeVerdict } from './probe-verdict.js'
export {
  keepTime,
  noteProbe,
  returnKey,
  stagedKey,
  stageKey,
  standing,
  switchKey,
  type NoteProbeInput,
  type SwitchKeyInput,
} from './rotate-key.js'
export { requireSecondPerson } from './second-person.js'
export { watchEveryMs, watchProfiles } from './watch.js'
