import type { NotSentOutcome } from 'paycircle/internal/vocabulary'
import type { AgreementRow } from '../store/port/index.js'
import type { Claim } from './claim.js'
import type { EngineContext } from './context.js'
import type { GatewayClient } from './types.js'

const notSent: NotSentOutcome = { outcome: 'not_sent', reason: 'aborted' }

/** One call to the gateway and what commits its end. */
export interface Errand<Outcome> {
  readonly call: (client: GatewayClient) => Promise<Outcome | NotSentOutcome>
  readonly settle: (outcome: Outcome | NotSentOutcome) => Promise<AgreementRow>
}

/** The call itself, outside any transaction, between two commits. */
export async function send<Outcome>(
  context: EngineContext,
  profileId: string,
  claimed: Claim,
  { call, settle }: Errand<Outcome>,
): Promise<{ readonly outcome: Outcome | NotSentOutcome; readonly row: AgreementRow }> {
  const { clock, limits } = context
  const carefully = (): Promise<Outcome | NotSentOutcome> => {
    // Who was stopped for a while between the commit and now may have lost the lease, and must not send any more.
    const late = clock.monotonic() - claimed.since > limits.leaseMs - limits.callMs
    // Looked up now: while it waited for its turn the key may have been changed, or the profile taken out.
    const merchant = context.merchants.get(profileId)
    const maySend = merchant !== undefined && !late && context.gate(merchant.profile).open
    return maySend ? call(merchant.client).catch(refused) : Promise.resolve(notSent)
  }
  const outcome = await (claimed.listed?.inSlot(carefully) ?? carefully())
  return { outcome, row: await settle(outcome) }

  /** The client takes the request for a mistake: the claim must not stand until it runs out. */
  async function refused(error: unknown): Promise<never> {
    await settle(notSent)
    throw error
  }
}
