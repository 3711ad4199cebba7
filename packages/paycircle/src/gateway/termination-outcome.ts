import type { TerminationOutcome } from '../vocabulary/index.js'
import type { Answer } from '../wire/index.js'
import { codeOutcome, indeterminate } from './query-outcome.js'

/**
 * What an answer to `customer_unsign` says. Pure. Public code takes `is_success=T` for success and promises no element
 * below; no error code of the service is known, so one that speaks of the agreement is a refusal here, and settles
 * nothing either.
 */
export function terminationOutcomeOf(answer: Answer): TerminationOutcome {
  switch (answer.shape) {
    case 'flat':
    case 'wrapped':
      if (answer.isSuccess === 'F') return refusalBy(answer.error)
      return answer.isSuccess === 'T' && answer.error.length === 0
        ? Object.freeze({ outcome: 'accepted' })
        : indeterminate('contradictory-answer', answer.error[0])
    case 'query-string':
      return indeterminate('unreadable-answer')
    case 'error-page':
      return answer.code === undefined ? indeterminate('unreadable-answer') : refusalBy([answer.code])
  }
}

function refusalBy(codes: readonly string[]): TerminationOutcome {
  const read = codeOutcome(codes)
  return read.outcome === 'indeterminate' ? read : Object.freeze({ outcome: 'refused', code: read.code })
}
