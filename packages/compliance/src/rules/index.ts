import type { Rule } from '../rule.js'
import { addressComesFromDns } from './address-comes-from-dns.js'
import { agreementAskedBeforeOperation } from './agreement-asked-before-operation.js'
import { alipayPasswordGoesToAlipay } from './alipay-password-goes-to-alipay.js'
import { callRateIsBounded } from './call-rate-is-bounded.js'
import { callsArePaced } from './calls-are-paced.js'
import { callsEndInTime } from './calls-end-in-time.js'
import { gatewayOverHttps } from './gateway-over-https.js'
import { logsHoldNoKey } from './logs-hold-no-key.js'
import { productionUsesTheContractedAccount } from './production-uses-the-contracted-account.js'
import { stopsAfterAnUnknownOutcome } from './stops-after-an-unknown-outcome.js'

/** Every rule, in the order of reports. */
export const rules: readonly Rule[] = [
  addressComesFromDns,
  agreementAskedBeforeOperation,
  alipayPasswordGoesToAlipay,
  callRateIsBounded,
  callsArePaced,
  callsEndInTime,
  gatewayOverHttps,
  logsHoldNoKey,
  productionUsesTheContractedAccount,
  stopsAfterAnUnknownOutcome,
]
