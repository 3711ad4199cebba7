import type { Document, SourceEvidence } from '../evidence/index.js'
import { Code } from './code.js'

/** Services, addresses, the charset parameter; and functions by the names that Alipay's sample kits give them. */
const gatewayWords =
  /sign_protocol_with_partner|query_customer_protocol|customer_unsign|cae_charge_agent|refund_fastpay_by_platform|air_trade_refund_(?:un)?freeze|mapi\.alipay|alipay\.com\/cooperate|\b_input_charset\b|service=notify_verify|\bcreateLink[sS]tring\w*|\bgetHttpResponse(?:GET|POST)\b|\bbuildRequest(?:Para|Mysign)\b/

/** What is known of a document: whether its text has the words at all, and whether source in it says them. */
interface Known {
  readonly inText: boolean
  said?: true
}

const known = new WeakMap<Document, Map<RegExp, Known>>()

/** Every rule asks, and most files of a large tree have nothing to do with Alipay: their text is looked through once. */
function says(source: SourceEvidence, words: RegExp): boolean {
  const { document } = source
  const answers = known.get(document) ?? new Map<RegExp, Known>()
  known.set(document, answers)
  const answer = answers.get(words) ?? { inText: words.test(document.text) }
  answers.set(words, answer)
  if (answer.inText && answer.said === undefined && words.test(Code.of(source).spoken)) answer.said = true
  return answer.said === true
}

/** Whether source has to do with Alipay's gateway: names a service of it, its address or its charset parameter outside comments. */
export function dealsWithGateway(source: SourceEvidence): boolean {
  return says(source, gatewayWords)
}

/** Named to be called, not only compared with. */
const queryWords =
  /(?<![=!]=\s?["'`]|equals\(["'])query_customer_protocol(?!["']\s?\.equals)|\b[qQ]ueryCustomerProtocol\b/

/** Whether source asks for agreements. */
export function asksForAgreements(source: SourceEvidence): boolean {
  return says(source, queryWords)
}

const answerWords = /\b(?:is_success|isSuccess|IsSuccess|charge_agent|refund_charge)\b/

/** Whether source also reads what the query answers. */
export function readsAgreementAnswers(source: SourceEvidence): boolean {
  return asksForAgreements(source) && says(source, answerWords)
}

const flagWords = /(?<!cae_?)(?:charge_?agent|refund_?charge)(?![a-z])/i

/** Whether source knows the flags of an answer, whoever asked. */
export function knowsAgreementFlags(source: SourceEvidence): boolean {
  return says(source, flagWords)
}
