import { randomUUID } from 'node:crypto'
import type { Clock } from 'paycircle/internal/base'
import { createClient } from 'paycircle/internal/gateway'
import { gateOf, refuseClosedGate, type MerchantProfile } from 'paycircle-server/profiles'
import { delayAfter } from 'paycircle-server/lifecycle'
import type { ProfileSettings } from '../configuration/index.js'
import { linkOf } from './link.js'
import type { Merchant } from './merchant.js'

/** Without a store: the gateway is asked directly, nothing is remembered. */
export function unloggedMerchant(settings: ProfileSettings, profile: MerchantProfile, clock: Clock): Merchant {
  const { partner, key, mode, signType, charset, accountClass, gateway, accountParameter, dnsExemption, proxy } =
    profile
  const client = createClient({
    partner,
    key,
    mode,
    signType,
    charset,
    accountClass,
    clock,
    ...(gateway === undefined ? {} : { gateway }),
    ...(accountParameter === undefined ? {} : { accountParameter }),
    ...(dnsExemption === undefined ? {} : { dnsExemption }),
    ...(proxy === undefined ? {} : { proxy }),
  })
  const newOperationId = () => `op_${randomUUID()}`
  // Where nothing is remembered, nothing is recorded that could open it. S3-03, Q3-03
  const gate = gateOf(profile, { procedure: { standing: 'not-recorded' }, override: null })
  return {
    settings,
    notices: client.notices,
    logged: false,
    async query({ subject }) {
      refuseClosedGate(profile.id, gate)
      const outcome = await client.agreements.query(subject)
      // Nothing is remembered, so this is the shortest wait that is asked of anybody. Q4-01, Q4-03
      const again = outcome.outcome === 'indeterminate' || outcome.outcome === 'not_sent'
      return {
        outcome,
        operationId: newOperationId(),
        nextCheckAt: again ? clock.now() + delayAfter(1) : null,
      }
    },
    link: (wish) => {
      refuseClosedGate(profile.id, gate)
      const { email, signChannel } = wish
      const request = client.signing.request({ email, ...(signChannel === undefined ? {} : { signChannel }) })
      return Promise.resolve(linkOf(request, wish, newOperationId()))
    },
    close: () => client.close(),
  }
}
