import type { QueryOutcome, TerminationOutcome } from 'paycircle/internal/vocabulary'

/** What comes of a call to the gateway, whichever it was. */
export type GatewayOutcome = QueryOutcome | TerminationOutcome

/** The code in an outcome, where it has one. */
export function codeOf(outcome: GatewayOutcome): string | undefined {
  return 'code' in outcome ? outcome.code : undefined
}
