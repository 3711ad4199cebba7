export { agreementStates, type AgreementState, type HalfName, type Halves, type Hold } from './agreement.js'
export { charsetNamed, charsets, type Charset } from './charset.js'
export type {
  ErrorCodeActor,
  ErrorCodeCategory,
  ErrorCodeEntry,
  ErrorCodeOutcome,
  ErrorCodeScope,
  Evidence,
} from './error-code.js'
export { accountClasses, modes, type AccountClass, type Mode } from './mode.js'
export type {
  IndeterminateOutcome,
  IndeterminateReason,
  IrregularOutcome,
  NotSentOutcome,
  NotSentReason,
  NotSignedOutcome,
  QueryOutcome,
  QueryOutcomeName,
  RefusedOutcome,
  SignedOutcome,
} from './outcome.js'
export type { RowId } from './row.js'
export { signTypes, type SignType } from './sign-type.js'
