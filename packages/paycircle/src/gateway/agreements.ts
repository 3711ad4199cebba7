import { PaycircleError } from '../base/index.js'
import { accountParameters, services, type QueryOutcome } from '../vocabulary/index.js'
import { decodeText, parseAnswer, postUrl, prepareService, requestBody, type Answer } from '../wire/index.js'
import type { Exchange } from './call.js'
import type { ClientSettings } from './client-settings.js'
import { gatewayError } from './errors.js'
import { report } from './hooks.js'
import { checkNames } from './option-values.js'
import { indeterminate, queryOutcomeOf, type QuerySubject } from './query-outcome.js'
import type { Transport } from './transport.js'

/** The agent (代理人) whose agreement is asked about: by logon e-mail, or by fund account (user ID and 0156). */
export type QueryInput =
  { readonly email: string; readonly account?: never } | { readonly account: string; readonly email?: never }

export interface QueryOptions {
  /** Stops waiting. What was sent by then is `indeterminate`, else `not_sent`. */
  readonly signal?: AbortSignal
}

/** Asks Alipay about agreements (协议). */
export interface Agreements {
  /**
   * What Alipay says about the agent's agreement now. Sends one request and never repeats it: when to ask again is for
   * the caller to decide, with care for the gateway (Q4-01).
   *
   * Whatever the network and the gateway do is an outcome, never an exception. S3-17, Q3-16
   *
   * @throws PaycircleError for a mistake in the input, before anything is sent
   * @example
   * const outcome = await client.agreements.query({ email: 'agent@example.com' })
   * if (outcome.outcome === 'signed') console.log(outcome.autoDebit, outcome.autoRefund)
   */
  query(input: QueryInput, options?: QueryOptions): Promise<QueryOutcome>
}

interface Judged {
  readonly outcome: QueryOutcome
  readonly answer?: Answer
}

const service = 'query_customer_protocol' as const

/**
 * `transport` is asked for by each call, so that nothing of it is loaded before the first; it throws where the client
 * is closed.
 */
export function createAgreements(settings: ClientSettings, transport: () => Promise<Transport>): Agreements {
  const { gateway, charset, clock, hooks, key, meter } = settings
  const prepared = prepareService(services[service], settings)
  const path = postUrl(new URL(gateway).pathname, { charset })
  const contentType = `application/x-www-form-urlencoded; charset=${charset}`
  const withBodies = hooks.includeBodies === true
  let calls = 0

  return {
    async query(input, { signal } = {}) {
      const body = requestBody(prepared.request(valuesOfQuery(input, settings)))
      const carrier = transport()
      const call = ++calls
      const startedAt = clock.monotonic()
      report(() =>
        hooks.onCall?.({ call, service, gateway, at: clock.now(), ...(withBodies ? { body: key.redact(body) } : {}) }),
      )
      // POST: whatever stands in between may repeat or cache a GET, and writes its address into logs.
      const exchange = await (await carrier).send({ path, contentType, body }, signal)
      const { outcome, answer } = judge(exchange, settings, input)
      const durationMs = clock.monotonic() - startedAt
      report(() => {
        meter.count('paycircle_gateway_calls_total', { service, ...labelsOf(outcome) })
        meter.observe('paycircle_gateway_call_seconds', durationMs / 1000, { service })
      })
      report(() =>
        hooks.onAnswer?.({
          call,
          service,
          at: clock.now(),
          durationMs,
          outcome,
          ...('status' in exchange ? { status: exchange.status } : {}),
          ...('detail' in exchange ? { detail: exchange.detail } : {}),
          ...(exchange.ended === 'answered' ? { bodyBytes: exchange.body.length } : {}),
          ...(exchange.ended === 'answered' && withBodies ? { body: key.redact(textOf(exchange.body, answer)) } : {}),
        }),
      )
      return outcome
    },
  }
}

function valuesOfQuery(input: QueryInput, { accountParameter }: ClientSettings): Record<string, string> {
  checkNames(input, ['email', 'account'])
  const { email, account }: { readonly email?: string; readonly account?: string } = input
  if (email !== undefined && account !== undefined) throw gatewayError('query-names-both', {})
  if (account === undefined) return email === undefined ? {} : { user_email: email }
  if (accountParameter === undefined) throw gatewayError('account-parameter-missing', { known: accountParameters })
  return { [accountParameter]: account }
}

/** From the end of an exchange to what it says about the agreement. */
function judge(exchange: Exchange, { charset }: ClientSettings, subject: QuerySubject): Judged {
  if (exchange.ended === 'not-sent') {
    return { outcome: Object.freeze({ outcome: 'not_sent', reason: exchange.reason }) }
  }
  if (exchange.ended === 'broken') return { outcome: indeterminate(exchange.reason) }
  const { status, headers, body } = exchange
  if (status < 200 || status > 299) return { outcome: indeterminate('http-status', undefined, status) }
  // None was asked for; what is compressed all the same stays unread.
  if (headers.contentEncoding !== undefined && headers.contentEncoding !== 'identity') {
    return { outcome: indeterminate('unreadable-answer') }
  }
  try {
    const { contentType } = headers
    const answer = parseAnswer(body, {
      requestCharset: charset,
      ...(contentType === undefined ? {} : { contentType }),
    })
    return { outcome: queryOutcomeOf(answer, subject), answer }
  } catch (error) {
    if (!(error instanceof PaycircleError)) throw error
    return { outcome: indeterminate('unreadable-answer') }
  }
}

function labelsOf(outcome: QueryOutcome): Record<string, string> {
  return 'reason' in outcome ? { outcome: outcome.outcome, reason: outcome.reason } : { outcome: outcome.outcome }
}

function textOf(body: Buffer, answer: Answer | undefined): string {
  return answer === undefined ? body.toString('latin1') : decodeText(body, answer.charset)
}
