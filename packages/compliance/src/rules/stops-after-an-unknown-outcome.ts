import { accountOf, isIndeterminate, valueOf, type Exchange } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** Operations that rest on the agreement, and the signing itself. */
const operations = new Set([
  'sign_protocol_with_partner',
  'customer_unsign',
  'cae_charge_agent',
  'refund_fastpay_by_platform_nopwd',
  'air_trade_refund_freeze',
  'air_trade_refund_unfreeze',
])

/** S3-21, Q3-20: when nobody knows what came of a call, everything about the account stops until a query settles it. */
export const stopsAfterAnUnknownOutcome = defineRule({
  id: 'stops-after-an-unknown-outcome',
  severity: 'must',
  sources: ['S3-21', 'Q3-20'],
  reads: ['traffic'],
  texts: {
    en: {
      claim: 'After an outcome that nobody knows, nothing more is done about the account until a query has settled it.',
      why: 'The call may have succeeded and only its answer been lost: who goes on may sign, debit or refund twice.',
      mend: 'Hold the account after UNKNOWN_EXCEPTION, GENERIC_FAILURE, SYSTEM_ERROR, an unknown code or an unreadable answer; query it later, and go on only after a readable answer.',
    },
    zh: {
      claim: '结果未知之后，在查询得出结论之前，不再对该账户做任何操作。',
      why: '操作可能已经成功，只是应答丢失：继续操作可能造成重复签约、重复代扣或重复退款。',
      mend: '遇到 UNKNOWN_EXCEPTION、GENERIC_FAILURE、SYSTEM_ERROR、未知的错误码或无法读取的应答时，停止该账户的操作，过一会儿查询，得到可读的应答之后再继续。',
    },
  },
  *inspect({ exchanges }) {
    const unsettled = new Map<string, Exchange>()
    for (const exchange of exchanges) {
      const account = accountOf(exchange)
      const service = valueOf(exchange.request, 'service') ?? ''
      if (account === undefined) continue
      const before = unsettled.get(account)
      if (before !== undefined && operations.has(service)) {
        yield {
          place: exchange.request.place,
          message: {
            en: `${service} for an account whose outcome was unknown (${reasonOf(before).en}) and has not been settled by a query.`,
            zh: `该账户的结果未知（${reasonOf(before).zh}），尚未由查询得出结论，就又调用了 ${service}。`,
          },
        }
      }
      const unknown = isIndeterminate(exchange)
      // A signing's answer is a page: that it shows no code says nothing.
      const isPage = service === 'sign_protocol_with_partner' && exchange.answer?.code === undefined
      if (unknown === true && !isPage) unsettled.set(account, exchange)
      if (unknown === false && service === 'query_customer_protocol') unsettled.delete(account)
    }
  },
})

function reasonOf({ answer }: Exchange): { readonly en: string; readonly zh: string } {
  if (answer?.code !== undefined) return { en: answer.code, zh: answer.code }
  if (answer === undefined || answer.status === 0) return { en: 'no answer', zh: '没有应答' }
  if (answer.status !== 200) return { en: `HTTP ${String(answer.status)}`, zh: `HTTP ${String(answer.status)}` }
  return { en: 'an answer that cannot be read', zh: '应答无法读取' }
}
