import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import type { FaultMoment } from 'paycircle-simulator'

/** A fault as it is ordered, and what the contract says about it. */
export interface FaultCase {
  readonly fault: string
  /** What a query becomes that it strikes; `signed` where the right answer comes all the same. */
  readonly query: Partial<QueryOutcome>
  /** Whether it stops the line for this agreement. S3-21 */
  readonly holds: boolean
  /** The moments at which it cannot strike a query, and signing, with the reason. */
  readonly cannot: Readonly<Partial<Record<'query' | 'signing', Readonly<Partial<Record<FaultMoment, string>>>>>>
}

const brokenOnly = { 'during-answer': 'it is a whole answer, or comes before one' } as const
const damageOnly = {
  'before-commit': 'it damages an answer on its way',
  'after-commit': 'it damages an answer on its way',
} as const
const everyMoment = (reason: string) =>
  ({ 'before-commit': reason, 'after-commit': reason, 'during-answer': reason }) as const

const wholeAnswer = { query: brokenOnly, signing: brokenOnly }
const damage = { query: damageOnly, signing: damageOnly }
const page = {
  query: brokenOnly,
  signing: everyMoment('the answers of signing are HTML pages already'),
}
const signed = { outcome: 'signed', autoDebit: true, autoRefund: true } as const
const lost = { outcome: 'indeterminate', reason: 'connection-lost' } as const

function indeterminateCode(fault: string, code: string): FaultCase {
  return {
    fault,
    query: { outcome: 'indeterminate', reason: 'indeterminate-code', code },
    holds: true,
    cannot: wholeAnswer,
  }
}

/** Every fault of the simulator, one example of those that take a value. */
export const faultCases: readonly FaultCase[] = [
  indeterminateCode('system-error', 'SYSTEM_ERROR'),
  indeterminateCode('unknown-exception', 'UNKNOWN_EXCEPTION'),
  indeterminateCode('generic-failure', 'GENERIC_FAILURE'),
  { fault: 'timeout', query: { outcome: 'indeterminate', reason: 'timeout' }, holds: false, cannot: {} },
  { fault: 'reset', query: lost, holds: false, cannot: {} },
  { fault: 'truncated', query: lost, holds: false, cannot: damage },
  {
    fault: 'html-instead-of-xml',
    query: { outcome: 'indeterminate', reason: 'unreadable-answer' },
    holds: false,
    cannot: page,
  },
  { fault: 'gbk-declared', query: signed, holds: false, cannot: damage },
  // What is read of a query's answer is ASCII, the same in either charset.
  { fault: 'mislabelled-charset', query: signed, holds: false, cannot: damage },
  {
    fault: 'http-503',
    query: { outcome: 'indeterminate', reason: 'http-status', status: 503 },
    holds: false,
    cannot: wholeAnswer,
  },
  {
    fault: 'unknown-code',
    query: { outcome: 'indeterminate', reason: 'unknown-code', code: 'SIMULATED_UNLISTED_CODE' },
    holds: true,
    cannot: wholeAnswer,
  },
  { fault: 'slow.50', query: signed, holds: false, cannot: wholeAnswer },
  {
    fault: 'code.ILLEGAL_EMAIL',
    query: { outcome: 'refused', code: 'ILLEGAL_EMAIL' },
    holds: false,
    cannot: wholeAnswer,
  },
]
