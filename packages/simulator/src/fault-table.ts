import type { SimulatedService } from './service-name.js'

/**
 * When a fault strikes. Query: before the agreement is read, after it was read and counted, or while the answer is on
 * its way. Termination: before the agreement ends, after it has ended, or while the answer is on its way. Signing: at `/gateway.do` (or at the signer's confirmation where no e-mail was sent), after the signer's
 * confirmation was committed, or while the page that tells of it is on its way.
 */
export const faultMoments = ['before-commit', 'after-commit', 'during-answer'] as const

export type FaultMoment = (typeof faultMoments)[number]

/** What a fault does to the exchange. */
export type FaultEffect =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'html' }
  | { readonly kind: 'charset'; readonly declared: 'gbk' | 'as-request'; readonly actual: 'gbk' | 'other' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'delay'; readonly delayMs: number }

export interface FaultRow {
  /** As typed; `<…>` stands for a value. */
  readonly name: string
  /** The moments at which it can strike; the first is the default. */
  readonly moments: readonly FaultMoment[]
  readonly services: readonly SimulatedService[]
  /** Whether `<name>-after-commit` is a name as well. */
  readonly suffix: boolean
  /** What the caller of the query or the termination sees, and what the signer's browser sees. */
  readonly onQuery: string
  readonly onSigning: string
  /** Reads the name; undefined where it is not this fault's. */
  readonly effect: (name: string) => FaultEffect | undefined
}

/** A code that no list of Alipay's has, for the fault `unknown-code`. */
export const unlistedCode = 'SIMULATED_UNLISTED_CODE'

/** Longer than any patience, shorter than a forgotten test run. */
export const longestDelayMs = 600_000

const all: readonly SimulatedService[] = ['query_customer_protocol', 'customer_unsign', 'sign_protocol_with_partner']
const xmlOnly: readonly SimulatedService[] = ['query_customer_protocol', 'customer_unsign']
const beforeOrAfter: readonly FaultMoment[] = ['before-commit', 'after-commit']

function exactly(name: string, effect: FaultEffect): (typed: string) => FaultEffect | undefined {
  return (typed) => (typed === name ? effect : undefined)
}

function codeRow(name: string, code: string, suffix: boolean): FaultRow {
  return {
    name,
    moments: beforeOrAfter,
    services: all,
    suffix,
    onQuery: `\`is_success\` F, \`error\` ${code}`,
    onSigning: `a page with ${code}`,
    effect: exactly(name, { kind: 'code', code }),
  }
}

/** Every fault, in the order of the documentation, whose table is checked against this one. */
export const faultTable: readonly FaultRow[] = [
  codeRow('system-error', 'SYSTEM_ERROR', true),
  codeRow('unknown-exception', 'UNKNOWN_EXCEPTION', true),
  codeRow('generic-failure', 'GENERIC_FAILURE', true),
  {
    name: 'timeout',
    moments: faultMoments,
    services: all,
    suffix: true,
    onQuery: 'no answer; the connection stays open until the caller gives up, 10 minutes at most',
    onSigning: 'the browser waits for a page that does not come',
    effect: exactly('timeout', { kind: 'hang' }),
  },
  {
    name: 'reset',
    moments: faultMoments,
    services: all,
    suffix: true,
    onQuery: 'the connection is reset (RST; over TLS: closed)',
    onSigning: 'the browser reports a reset connection',
    effect: exactly('reset', { kind: 'reset' }),
  },
  {
    name: 'truncated',
    moments: ['during-answer'],
    services: all,
    suffix: false,
    onQuery: 'half of the announced body, then the connection ends',
    onSigning: 'half of the result page, then the connection ends',
    effect: exactly('truncated', { kind: 'truncate' }),
  },
  {
    name: 'html-instead-of-xml',
    moments: beforeOrAfter,
    services: xmlOnly,
    suffix: false,
    onQuery: 'status 200, an HTML page without a code',
    onSigning: '–',
    effect: exactly('html-instead-of-xml', { kind: 'html' }),
  },
  {
    name: 'gbk-declared',
    moments: ['during-answer'],
    services: all,
    suffix: false,
    onQuery: 'the right answer in GBK, declared GBK, whatever the request asked for',
    onSigning: 'the result page in GBK, declared GBK',
    effect: exactly('gbk-declared', { kind: 'charset', declared: 'gbk', actual: 'gbk' }),
  },
  {
    name: 'mislabelled-charset',
    moments: ['during-answer'],
    services: all,
    suffix: false,
    onQuery: 'the charset of the request is declared, the bytes are of the other one',
    onSigning: 'the result page declares UTF-8, its bytes are GBK',
    effect: exactly('mislabelled-charset', { kind: 'charset', declared: 'as-request', actual: 'other' }),
  },
  {
    name: 'http-503',
    moments: beforeOrAfter,
    services: all,
    suffix: false,
    onQuery: 'status 503 with a short HTML body',
    onSigning: 'the same in the browser',
    effect: exactly('http-503', { kind: 'unavailable' }),
  },
  codeRow('unknown-code', unlistedCode, false),
  {
    name: 'slow.<ms>',
    moments: beforeOrAfter,
    services: all,
    suffix: false,
    onQuery: 'the right answer, that many milliseconds later (at most 600000)',
    onSigning: 'the right page, later',
    effect: (name) => {
      const digits = /^slow\.(\d{1,6})$/.exec(name)?.[1]
      const delayMs = Number(digits)
      return digits === undefined || delayMs > longestDelayMs ? undefined : { kind: 'delay', delayMs }
    },
  },
  {
    name: 'code.<ANY_CODE>',
    moments: beforeOrAfter,
    services: all,
    suffix: false,
    onQuery: '`is_success` F, `error` as named',
    onSigning: 'a page with that code',
    effect: (name) => {
      const code = /^code\.(\w{1,64})$/.exec(name)?.[1]
      return code === undefined ? undefined : { kind: 'code', code }
    },
  },
]

/** Combinations that cannot be, and why, for the documentation; the control API refuses them. */
export const impossibleCombinations: readonly { readonly combination: string; readonly reason: string }[] = [
  {
    combination: '`html-instead-of-xml` on signing',
    reason: 'the answers of signing are HTML pages already',
  },
  {
    combination:
      'a code (`system-error`, `unknown-exception`, `generic-failure`, `unknown-code`, `code.…`), `http-503`, `html-instead-of-xml` or `slow.…` during the answer',
    reason: 'each is a whole answer, or comes before one; only a broken connection strikes in the middle',
  },
  {
    combination: '`truncated`, `gbk-declared` or `mislabelled-charset` before or after the commit',
    reason: 'they damage the answer on its way, when everything else has happened',
  },
  {
    combination: '`<fault>-after-commit` beside another `moment`',
    reason: 'the name says the moment',
  },
]
