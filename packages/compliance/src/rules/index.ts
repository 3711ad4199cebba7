import type { Rule } from '../rule.js'
import { answerParsedAsXml } from './answer-parsed-as-xml.js'
import { answerReadByName } from './answer-read-by-name.js'
import { bothFlagsAreRead } from './both-flags-are-read.js'
import { certificatesAreChecked } from './certificates-are-checked.js'
import { errorCodeIsKept } from './error-code-is-kept.js'
import { gatewayOverHttps } from './gateway-over-https.js'
import { noKeyInLog } from './no-key-in-log.js'
import { noKeyInSource } from './no-key-in-source.js'
import { unknownIsNotNo } from './unknown-is-not-no.js'

/** Every rule, in the order of reports. */
export const rules: readonly Rule[] = [
  answerParsedAsXml,
  answerReadByName,
  bothFlagsAreRead,
  certificatesAreChecked,
  errorCodeIsKept,
  gatewayOverHttps,
  noKeyInLog,
  noKeyInSource,
  unknownIsNotNo,
]
