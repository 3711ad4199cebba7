import { accountParameters, type QueryOutcome, type TerminationOutcome } from '../vocabulary/index.js'
import type { ClientSettings } from './client-settings.js'
import { gatewayError } from './errors.js'
import { checkNames } from './option-values.js'
import { queryOutcomeOf } from './query-outcome.js'
import { terminationOutcomeOf } from './termination-outcome.js'
import type { Transport } from './transport.js'
import { createXmlService, type XmlService } from './xml-service.js'

/** The agent (代理人) whose agreement is asked about: by logon e-mail, or by fund account (user ID and 0156). */
export type QueryInput =
  { readonly email: string; readonly account?: never } | { readonly account: string; readonly email?: never }

export interface QueryOptions {
  /** Stops waiting. What was sent by then is `indeterminate`, else `not_sent`. */
  readonly signal?: AbortSignal
}

/** Whose agreement is to end, and the same account spelled again: nothing is terminated by a slip. */
export type TerminationInput = QueryInput & { readonly confirm: string }

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
  /**
   * Asks Alipay to terminate (解约) the agent's agreement, by `customer_unsign`. **This service is in neither of the two
   * documents**: name and parameters rest on public demos of 2012, its error codes are unknown. Confirm against your PDF.
   *
   * Sends one request and never repeats it. No outcome settles anything, `accepted` neither: query the agreement, and
   * after a time-out take it for nothing else than unknown until a query answers.
   *
   * @throws PaycircleError where `confirm` is not the account spelled again ('termination-not-confirmed'), and for
   * mistakes in the input, before anything is sent
   * @example
   * await client.agreements.terminate({ email: 'agent@example.com', confirm: 'agent@example.com' })
   * const outcome = await client.agreements.query({ email: 'agent@example.com' })
   */
  terminate(input: TerminationInput, options?: QueryOptions): Promise<TerminationOutcome>
}

/**
 * `transport` is asked for by each call, so that nothing of it is loaded before the first; it throws where the client
 * is closed.
 */
export function createAgreements(settings: ClientSettings, transport: () => Promise<Transport>): Agreements {
  let calls = 0
  const nextCall = () => ++calls
  const querying = createXmlService('query_customer_protocol', settings, transport, nextCall)
  let terminating: XmlService | undefined

  return {
    async query(input, { signal } = {}) {
      checkNames(input, ['email', 'account'])
      return await querying.call(valuesOf(input, settings), (answer) => queryOutcomeOf(answer, input), signal)
    },

    async terminate(input, { signal } = {}) {
      checkNames(input, ['email', 'account', 'confirm'])
      const values = valuesOf(input, settings)
      if (input.confirm !== (input.email ?? input.account)) throw gatewayError('termination-not-confirmed', {})
      terminating ??= createXmlService('customer_unsign', settings, transport, nextCall)
      return await terminating.call(values, terminationOutcomeOf, signal)
    },
  }
}

function valuesOf(input: QueryInput, { accountParameter }: ClientSettings): Record<string, string> {
  const { email, account }: { readonly email?: string; readonly account?: string } = input
  if (email !== undefined && account !== undefined) throw gatewayError('query-names-both', {})
  if (account === undefined) return email === undefined ? {} : { user_email: email }
  if (accountParameter === undefined) throw gatewayError('account-parameter-missing', { known: accountParameters })
  return { [accountParameter]: account }
}
