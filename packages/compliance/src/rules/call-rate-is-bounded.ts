import { valueOf, type Exchange } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** What is looked at, and how many calls of a partner in it are too many: more than two a second for as long. */
const windowMs = 10_000
const callsInWindow = 21

/** Q4-01: the merchant should control the rate of calls. Alipay publishes no number; two a second is this project's. */
export const callRateIsBounded = defineRule({
  id: 'call-rate-is-bounded',
  severity: 'should',
  sources: ['Q4-01'],
  reads: ['traffic'],
  texts: {
    en: {
      claim: 'A partner makes no more than two calls a second for longer than a moment.',
      why: 'Alipay asks merchants to control the rate of their calls, and publishes no number: two a second is a careful one.',
      mend: 'Queue the calls, and let one out every half second for each partner, from all machines together.',
    },
    zh: {
      claim: '同一商户的调用频率不长时间超过每秒两次。',
      why: '支付宝要求商户控制调用频率，但没有公布数值；每秒两次是较为稳妥的取值。',
      mend: '让调用排队，同一商户在所有机器上合计每半秒放行一次。',
    },
  },
  *inspect({ exchanges }) {
    const recent = new Map<string, Exchange[]>()
    for (const exchange of exchanges) {
      const { at, request } = exchange
      if (at === undefined) continue
      const partner = valueOf(request, 'partner') ?? ''
      const window = recent.get(partner) ?? []
      window.push(exchange)
      const inWindow = window.slice(-callsInWindow)
      recent.set(partner, inWindow)
      const first = inWindow[0]?.at ?? at
      if (inWindow.length < callsInWindow || at - first >= windowMs) continue
      recent.set(partner, [])
      yield {
        place: request.place,
        message: {
          en: `${String(callsInWindow)} calls of partner ${partner} within ${String(Math.round((at - first) / 1000))} s.`,
          zh: `商户 ${partner} 在 ${String(Math.round((at - first) / 1000))} 秒内调用了 ${String(callsInWindow)} 次。`,
        },
      }
    }
  },
})
