import {
  consequencesOf,
  type IndeterminateOutcome,
  type IndeterminateReason,
  type QueryOutcome,
} from '../vocabulary/index.js'
import { valuesOf, type Answer, type AnswerField, type FlatAnswer } from '../wire/index.js'

/** Whom a query asked about. */
export interface QuerySubject {
  readonly email?: string
  /** RMB fund account: user ID and 0156. */
  readonly account?: string
}

/** Codes of the catalogue have up to 40 characters; longer text in their place is no code. */
const longestCode = 100

/**
 * What an answer to `query_customer_protocol` says about the agreement. Pure; S3-17, Q3-16.
 *
 * Only an answer that can be read in one way settles anything; everything else is `indeterminate`. A user ID that is
 * malformed or doubled is left out, since the flags do not rest on it; one that is not the account's, or an echoed
 * e-mail that is not the one asked for, makes the whole answer indeterminate: it speaks of somebody else.
 */
export function queryOutcomeOf(answer: Answer, subject: QuerySubject = {}): QueryOutcome {
  switch (answer.shape) {
    case 'flat':
      return flatOutcome(answer, subject)
    // This service answers in neither shape; a code is a code wherever it stands, anything else settles nothing.
    case 'wrapped':
      return answer.isSuccess === 'F' ? codeOutcome(answer.error) : indeterminate('unreadable-answer')
    case 'query-string':
      return soleValue(answer.fields, 'is_success') === 'F'
        ? codeOutcome([...valuesOf(answer.fields, 'error'), ...valuesOf(answer.fields, 'error_code')])
        : indeterminate('unreadable-answer')
    case 'error-page':
      return answer.code === undefined ? indeterminate('unreadable-answer') : codeOutcome([answer.code])
  }
}

/** The code alone, where an answer can be reduced to one. */
export function codeOutcome(
  codes: readonly string[],
): IndeterminateOutcome | { readonly outcome: 'not_signed' | 'irregular' | 'refused'; readonly code: string } {
  const [code] = codes
  if (codes.length !== 1 || code === undefined) return indeterminate('contradictory-answer')
  if (code === '' || code.length > longestCode) return indeterminate('unreadable-answer')
  const { outcome, known } = consequencesOf(code)
  // S3-21, Q3-20: a code that the catalogue lacks may be one of "such as"; it is kept verbatim.
  if (outcome === 'indeterminate') return indeterminate(known ? 'indeterminate-code' : 'unknown-code', code)
  return Object.freeze({ outcome, code })
}

function flatOutcome(answer: FlatAnswer, subject: QuerySubject): QueryOutcome {
  const [code] = answer.error
  const autoDebit = flag(answer.fields, 'charge_agent')
  const autoRefund = flag(answer.fields, 'refund_charge')
  if (answer.isSuccess === 'F') {
    // A refusal beside a signed half is no refusal.
    return autoDebit === true || autoRefund === true
      ? indeterminate('contradictory-answer', code)
      : codeOutcome(answer.error)
  }
  if (answer.isSuccess !== 'T' || answer.error.length > 0 || autoDebit === undefined || autoRefund === undefined) {
    return indeterminate('contradictory-answer', code)
  }
  if (isAboutSomebodyElse(answer.fields, subject)) return indeterminate('contradictory-answer')
  const userId = userIdOf(answer.fields)
  const identity = userId === undefined ? {} : { userId }
  return autoDebit || autoRefund
    ? Object.freeze({ outcome: 'signed', autoDebit, autoRefund, ...identity })
    : Object.freeze({ outcome: 'not_signed', ...identity })
}

export function indeterminate(reason: IndeterminateReason, code?: string, status?: number): IndeterminateOutcome {
  return Object.freeze({
    outcome: 'indeterminate',
    reason,
    ...(code === undefined || code === '' || code.length > longestCode ? {} : { code }),
    ...(status === undefined ? {} : { status }),
  })
}

function soleValue(fields: readonly AnswerField[], name: string): string | undefined {
  let found: string | undefined
  for (const field of fields) {
    if (field.name !== name) continue
    if (found !== undefined) return undefined
    found = field.value
  }
  return found
}

/** Exactly `T` or `F`, exactly once. */
function flag(fields: readonly AnswerField[], name: string): boolean | undefined {
  const value = soleValue(fields, name)
  return value === 'T' ? true : value === 'F' ? false : undefined
}

function userIdOf(fields: readonly AnswerField[]): string | undefined {
  const value = soleValue(fields, 'user_id')
  return value !== undefined && /^2088\d{12}$/.test(value) ? value : undefined
}

function isAboutSomebodyElse(fields: readonly AnswerField[], { email, account }: QuerySubject): boolean {
  const userId = account === undefined ? undefined : userIdOf(fields)
  if (userId !== undefined && account?.startsWith(userId) === false) return true
  return email !== undefined && valuesOf(fields, 'user_email').some((echo) => !sameEmail(echo, email))
}

function sameEmail(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
