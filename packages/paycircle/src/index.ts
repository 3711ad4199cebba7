export { ManualClock, PaycircleError, Secret, systemClock, type Clock } from './base/index.js'
export type { ErrorDescription, ErrorText, Language, Meter, MeterLabels } from './base/index.js'
export { errorCodeCatalogue, errorCodeEntry } from './vocabulary/index.js'
export type {
  AccountClass,
  AccountParameter,
  Charset,
  ErrorCodeEntry,
  IndeterminateOutcome,
  IndeterminateReason,
  IrregularOutcome,
  Mode,
  NotSentOutcome,
  NotSentReason,
  NotSignedOutcome,
  QueryOutcome,
  RefusedOutcome,
  RowId,
  ServiceName,
  SignedOutcome,
  SignType,
} from './vocabulary/index.js'
export { createClient } from './gateway/index.js'
export type {
  Agreements,
  AnswerRecord,
  CallRecord,
  Client,
  ClientHooks,
  ClientOptions,
  DnsExemption,
  Notice,
  NoticeCode,
  QueryInput,
  QueryOptions,
  RequestForm,
  Signing,
  SigningFormOptions,
  SigningInput,
  SigningRequest,
  Timeouts,
} from './gateway/index.js'
