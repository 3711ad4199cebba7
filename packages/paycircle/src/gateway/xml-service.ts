import { PaycircleError } from '../base/index.js'
import type { NotSentOutcome, QueryOutcome, ServiceName, TerminationOutcome } from '../vocabulary/index.js'
import { services, type IndeterminateOutcome } from '../vocabulary/index.js'
import {
  decodeText,
  parseAnswer,
  postUrl,
  prepareService,
  requestBody,
  type Answer,
  type ParameterSet,
} from '../wire/index.js'
import type { Exchange } from './call.js'
import type { ClientSettings } from './client-settings.js'
import { report } from './hooks.js'
import { indeterminate } from './query-outcome.js'
import type { Transport } from './transport.js'

/** A service that answers a request of ours with XML, for one merchant. */
export interface XmlService {
  /**
   * Sends one request, never repeats it, and has `judge` read the answer. Whatever the network and the gateway do is an
   * outcome.
   *
   * @throws PaycircleError for a mistake in the values, before anything is sent
   */
  call<Outcome extends QueryOutcome | TerminationOutcome>(
    values: ParameterSet,
    judge: (answer: Answer) => Outcome,
    signal?: AbortSignal,
  ): Promise<Outcome | IndeterminateOutcome | NotSentOutcome>
}

/** Numbers the calls of one client, over all services. */
export type CallCounter = () => number

/**
 * `transport` is asked for by each call, so that nothing of it is loaded before the first; it throws where the client
 * is closed.
 */
export function createXmlService(
  service: ServiceName,
  settings: ClientSettings,
  transport: () => Promise<Transport>,
  nextCall: CallCounter,
): XmlService {
  const { gateway, charset, clock, hooks, key, meter } = settings
  const prepared = prepareService(services[service], settings)
  const path = postUrl(new URL(gateway).pathname, { charset })
  const contentType = `application/x-www-form-urlencoded; charset=${charset}`
  const withBodies = hooks.includeBodies === true

  return {
    async call(values, judge, signal) {
      const body = requestBody(prepared.request(values))
      const carrier = transport()
      const call = nextCall()
      const startedAt = clock.monotonic()
      report(() =>
        hooks.onCall?.({ call, service, gateway, at: clock.now(), ...(withBodies ? { body: key.redact(body) } : {}) }),
      )
      // POST: whatever stands in between may repeat or cache a GET, and writes its address into logs.
      const exchange = await (await carrier).send({ path, contentType, body }, signal)
      const { outcome, answer } = judged(exchange, settings, judge)
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

/** From the end of an exchange to what it says. */
function judged<Outcome>(
  exchange: Exchange,
  { charset }: ClientSettings,
  judge: (answer: Answer) => Outcome,
): { readonly outcome: Outcome | IndeterminateOutcome | NotSentOutcome; readonly answer?: Answer } {
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
    return { outcome: judge(answer), answer }
  } catch (error) {
    if (!(error instanceof PaycircleError)) throw error
    return { outcome: indeterminate('unreadable-answer') }
  }
}

function labelsOf(outcome: QueryOutcome | TerminationOutcome): Record<string, string> {
  return 'reason' in outcome ? { outcome: outcome.outcome, reason: outcome.reason } : { outcome: outcome.outcome }
}

function textOf(body: Buffer, answer: Answer | undefined): string {
  return answer === undefined ? body.toString('latin1') : decodeText(body, answer.charset)
}
