import { valueOf } from '../evidence/index.js'
import { defineRule } from '../rule.js'

const operations = new Set([
  'cae_charge_agent',
  'refund_fastpay_by_platform_nopwd',
  'air_trade_refund_freeze',
  'air_trade_refund_unfreeze',
])

/** S4-04: the operations that rest on the agreement are made for agents who have signed. A recording may be a part. */
export const agreementAskedBeforeOperation = defineRule({
  id: 'agreement-asked-before-operation',
  severity: 'should',
  sources: ['S4-04', 'G27'],
  reads: ['traffic'],
  texts: {
    en: {
      claim: 'Before a debit, a refund or a freeze, the agreement has been asked about.',
      why: 'Without the three-party agreement the agent cannot be debited or refunded automatically, and an agreement can be terminated at any time.',
      mend: 'Query query_customer_protocol before the operation, or rest it on an answer that is not older than a day, and let it run only where the half it needs is T.',
    },
    zh: {
      claim: '代扣、退款、冻结解冻之前查询过协议。',
      why: '没有三方协议，代理人就无法完成自动代扣和自动退款；协议随时可能解约。',
      mend: '操作之前调用 query_customer_protocol，或依据一天之内的查询结果；所需的那一半为 T 时才执行。',
    },
  },
  *inspect({ exchanges }) {
    let asked = false
    for (const { request } of exchanges) {
      const service = valueOf(request, 'service') ?? ''
      asked ||= service === 'query_customer_protocol'
      if (asked || !operations.has(service)) continue
      yield {
        place: request.place,
        message: {
          en: `${service} without any query of an agreement before it in this recording.`,
          zh: `此记录中，${service} 之前没有查询过任何协议。`,
        },
      }
    }
  },
})
