export { Document, type Place, type Position } from './document.js'
export type { Evidence, EvidenceKind, EvidenceOf } from './evidence.js'
export type {
  FieldEvidence,
  FormControl,
  FormEvidence,
  FormSubmitter,
  FrameEvidence,
  LinkEvidence,
  PageEvidence,
} from './page.js'
export type { HostsEntry, HostsEvidence, LogEvidence, Setting, SettingsEvidence } from './plain-files.js'
export type { ProjectEvidence } from './project.js'
export {
  fieldsOf,
  isGatewayRequest,
  isHandOver,
  isWhole,
  mayBeListed,
  parametersNamed,
  placeWithin,
  runTogether,
  serviceOf,
  valueOf,
  valuesSeen,
  type RequestEvidence,
  type RequestOrigin,
  type SentParameter,
} from './request.js'
export { holdsKey } from './sent-key.js'
export type { SourceEvidence, SourceLanguage, SourceToken, TokenKind } from './source.js'
export {
  accountOf,
  isIndeterminate,
  type Exchange,
  type ForeignRequest,
  type RecordedAnswer,
  type TrafficEvidence,
} from './traffic.js'
