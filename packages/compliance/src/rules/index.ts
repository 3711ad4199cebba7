import type { Rule } from '../rule.js'
import { addressComesFromDns } from './address-comes-from-dns.js'
import { agreementAskedBeforeOperation } from './agreement-asked-before-operation.js'
import { alipayPasswordGoesToAlipay } from './alipay-password-goes-to-alipay.js'
import { answerParsedAsXml } from './answer-parsed-as-xml.js'
import { answerReadByName } from './answer-read-by-name.js'
import { bothFlagsAreRead } from './both-flags-are-read.js'
import { callRateIsBounded } from './call-rate-is-bounded.js'
import { callsArePaced } from './calls-are-paced.js'
import { callsEndInTime } from './calls-end-in-time.js'
import { certificatesAreChecked } from './certificates-are-checked.js'
import { errorCodeIsKept } from './error-code-is-kept.js'
import { gatewayOverHttps } from './gateway-over-https.js'
import { logsHoldNoKey } from './logs-hold-no-key.js'
import { noKeyInLog } from './no-key-in-log.js'
import { noKeyInSource } from './no-key-in-source.js'
import { productionUsesTheContractedAccount } from './production-uses-the-contracted-account.js'
import { stopsAfterAnUnknownOutcome } from './stops-after-an-unknown-outcome.js'
import { unknownIsNotNo } from './unknown-is-not-no.js'

/** Every rule, in the order of reports. */
export const rules: readonly Rule[] = [
  addressComesFromDns,
  agreementAskedBeforeOperation,
  alipayPasswordGoesToAlipay,
  answerParsedAsXml,
  answerReadByName,
  bothFlagsAreRead,
  callRateIsBounded,
  callsArePaced,
  callsEndInTime,
  certificatesAreChecked,
  errorCodeIsKept,
  gatewayOverHttps,
  logsHoldNoKey,
  noKeyInLog,
  noKeyInSource,
  productionUsesTheContractedAccount,
  stopsAfterAnUnknownOutcome,
  unknownIsNotNo,
]
