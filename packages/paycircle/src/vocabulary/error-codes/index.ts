import type { ErrorCodeEntry, ErrorCodeOutcome, ErrorCodeScope } from '../error-code.js'
import { agreementCodes } from './agreement-codes.js'
import { gatewayCodes } from './gateway-codes.js'
import { indeterminateCodes } from './indeterminate-codes.js'
import { queryCodes } from './query-codes.js'
import { refundCodes } from './refund-codes.js'
import { signingCodes } from './signing-codes.js'

/** Every code (错误码) that the two documents print and that public material attests for the gateway. */
export const errorCodeCatalogue: readonly ErrorCodeEntry[] = [
  ...indeterminateCodes,
  ...signingCodes,
  ...queryCodes,
  ...gatewayCodes,
  ...agreementCodes,
  ...refundCodes,
]

const entryBySpelling = new Map(
  errorCodeCatalogue.flatMap((entry) =>
    [entry.code, ...(entry.aliases ?? [])].map((spelling) => [spelling, entry] as const),
  ),
)

/**
 * What is known of a code, by its exact spelling or another attested one; undefined for any other.
 *
 * @example
 * errorCodeEntry('ILLEGAL_BIZ_TYPE')?.code // 'ILLEGAL_BIZ_TPYE', as the document prints it. Q3-27
 */
export function errorCodeEntry(code: string): ErrorCodeEntry | undefined {
  return entryBySpelling.get(code)
}

/** What must follow when the gateway answers with a code. */
export interface ErrorCodeConsequences {
  readonly outcome: ErrorCodeOutcome
  readonly stopsEverything: boolean
  readonly pausesProfile: boolean
  readonly scope: ErrorCodeScope
  /** Whether the catalogue has the code. */
  readonly known: boolean
}

/**
 * What follows from a code. One that the catalogue does not have may mean anything, also success: it counts as
 * indeterminate and stops everything about its agreement, as the documents' "such as" asks. S3-21, Q3-20
 */
export function consequencesOf(code: string): ErrorCodeConsequences {
  const entry = errorCodeEntry(code)
  if (entry === undefined) {
    return { outcome: 'indeterminate', stopsEverything: true, pausesProfile: false, scope: 'agent', known: false }
  }
  const { outcome, stopsEverything, pausesProfile, scope } = entry
  return { outcome, stopsEverything, pausesProfile, scope, known: true }
}
