import { consequencesOf, errorCodeEntry, type QueryOutcome } from 'paycircle/internal/vocabulary'
import type { ProbeVerdict } from './key-rotation.js'

/**
 * What the answer to a query with a new key suggests of the key. An answer about an agent was given after the signature
 * was found to match, as far as is known; any other code leaves it open. S3-01, Q3-01
 */
export function probeVerdict(outcome: QueryOutcome): ProbeVerdict {
  switch (outcome.outcome) {
    case 'signed':
    case 'not_signed':
    case 'irregular':
      return 'accepted'
    case 'refused':
      if (outcome.code === 'ILLEGAL_SIGN') return 'wrong-or-not-active'
      if (consequencesOf(outcome.code).pausesProfile) return 'merchant'
      return errorCodeEntry(outcome.code)?.scope === 'agent' ? 'accepted' : 'unknown'
    case 'indeterminate':
    case 'not_sent':
      return 'unknown'
  }
}
