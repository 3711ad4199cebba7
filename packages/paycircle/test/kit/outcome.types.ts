// Checked by the compiler alone: every expectation that the types do not meet is an error here.
import { createClient, type QueryOutcome } from 'paycircle'

declare const outcome: QueryOutcome
const takesBoolean = (value: boolean): boolean => value

// An outcome is no boolean and gives none. S3-17, Q3-16
// @ts-expect-error an outcome is not a boolean
takesBoolean(outcome)
// @ts-expect-error nor can it be annotated as one
export const signed: boolean = outcome
// @ts-expect-error nor compared with one
export const compared = outcome === true

// The halves cannot be read before the outcome is known to be signed.
// @ts-expect-error autoDebit exists on one of the outcomes only
export const early: unknown = outcome.autoDebit
// @ts-expect-error so does autoRefund
export const earlyToo: unknown = outcome.autoRefund
if (outcome.outcome === 'signed') takesBoolean(outcome.autoDebit && outcome.autoRefund)
// @ts-expect-error not even after ruling out a refusal
export const late: unknown = outcome.outcome === 'refused' || outcome.autoDebit

/** Exhaustive: a seventh outcome would no longer compile. */
export function inWords(given: QueryOutcome): string {
  switch (given.outcome) {
    case 'signed':
      return `${String(given.autoDebit)} ${String(given.autoRefund)} ${given.userId ?? ''}`
    case 'not_signed':
      return given.code ?? 'both flags F'
    case 'irregular':
    case 'refused':
      return given.code
    case 'indeterminate':
      return `${given.reason} ${given.code ?? ''} ${String(given.status ?? '')}`
    case 'not_sent':
      return given.reason
  }
}

// @ts-expect-error an outcome cannot be changed
outcome.outcome = 'signed'

const client = createClient({ partner: '2088000000000000', key: 'k'.repeat(32) })
// @ts-expect-error a query names an agent
void client.agreements.query({})
// @ts-expect-error one way only
void client.agreements.query({ email: 'agent@example.com', account: '20880000000000010156' })
// @ts-expect-error sign types are MD5 and RSA
createClient({ partner: '2088000000000000', key: 'k', signType: 'RSA2' })
// @ts-expect-error nothing returns from a signing: S4-06
client.signing.url({ return_url: 'https://example.com' })
