export { agreementStates, type AgreementState, type HalfName, type Halves, type Hold } from './agreement.js'
export { checkValue, valueCheck, type ValueCheck } from './check-value.js'
export { charsetNamed, charsets, type Charset } from './charset.js'
export type {
  ErrorCodeActor,
  ErrorCodeCategory,
  ErrorCodeEntry,
  ErrorCodeOutcome,
  ErrorCodePlace,
  ErrorCodeScope,
  Evidence,
} from './error-code.js'
export { consequencesOf, errorCodeCatalogue, errorCodeEntry, type ErrorCodeConsequences } from './error-codes/index.js'
export { formatError, rowsOf, type EmailFault, type ValuePlace } from './errors.js'
export { alipayGateway, isLoopbackGateway } from './gateway-address.js'
export { formats, isPhoneNumber, isUsualMd5KeyShape, type FormatCheck, type FormatName } from './identifiers.js'
export { accountClasses, modes, type AccountClass, type Mode } from './mode.js'
export type {
  AcceptedOutcome,
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
  TerminationOutcome,
} from './outcome.js'
export { reasonWords } from './reason-words.js'
export type { RowId } from './row.js'
export {
  accountParameters,
  serviceNamed,
  serviceNames,
  services,
  type AccountParameter,
  type ParameterOrigin,
  type ServiceDefinition,
  type ServiceName,
  type ServiceParameter,
} from './services.js'
export { signTypes, type SignType } from './sign-type.js'
