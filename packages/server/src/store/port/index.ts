export { decodeCursor, encodeCursor, maxPageRows, type CursorKeys } from './cursor.js'
export { storeError, type StoreError, type StoreErrorCode, type UnusableReason } from './errors.js'
export type {
  AgreementChanges,
  AgreementRow,
  ApiKeyRow,
  EventRow,
  IdempotentAnswerRow,
  OperationCountRow,
  PaceRow,
  ProfileStateRow,
  RosterEntryResult,
  RosterEntryRow,
  RosterRow,
  SigningRow,
} from './rows.js'
export type {
  AgreementFilter,
  ChainHead,
  EventFilter,
  OperationCount,
  OperationCountFilter,
  OperationFilter,
  Page,
  RosterCount,
  Store,
  StoreProbe,
  StoreReader,
} from './store.js'
export type { CommitResult, Guard, Unit, Write } from './unit.js'
export type {
  ArchiveRow,
  LogKeepingGuard,
  LogKeepingReader,
  LogKeepingWrite,
  SealName,
  SealRow,
} from './log-keeping.js'
export type {
  ProfileDocumentRow,
  ProfileKeepingGuard,
  ProfileKeepingReader,
  ProfileKeepingWrite,
  SealedSecretRow,
} from './profile-keeping.js'
export type {
  AccessKeepingGuard,
  AccessKeepingReader,
  AccessKeepingWrite,
  ApprovalRow,
  LogInPaceRow,
  OneTimeTokenRow,
  SessionRow,
  UserRow,
} from './access-keeping.js'
export type { AlarmKeepingGuard, AlarmKeepingReader, AlarmKeepingWrite, AlarmRow } from './alarm-keeping.js'
export { mostCounted } from './delivery-keeping.js'
export type {
  ClaimedDelivery,
  DeliveryChanges,
  DeliveryClaim,
  DeliveryFilter,
  DeliveryKeepingGuard,
  DeliveryKeepingReader,
  DeliveryKeepingWrite,
  DeliveryRow,
  DeliveryStanding,
  WebhookRow,
} from './delivery-keeping.js'
export type { AnchorLine } from './verify-anchors.js'
export { verifyLog, type LogVerdict, type VerifiableLog, type VerifyOptions } from './verify-log.js'
export type { BadPlace, EpochNote, LogFault } from './verify-writer.js'
