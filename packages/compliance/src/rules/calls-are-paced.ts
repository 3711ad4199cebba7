import { accountOf, isIndeterminate, valueOf, type Exchange } from '../evidence/index.js'
import { defineRule, type Finding } from '../rule.js'

/** Equal queries closer than this after failures are the same request over and over. */
const closeMs = 10_000

/** So many of them, the first included, are too many. */
const tooMany = 3

/** Q4-01: after a query that failed, the next is made after a while. */
export const callsArePaced = defineRule({
  id: 'calls-are-paced',
  severity: 'must',
  sources: ['Q4-01'],
  reads: ['traffic'],
  texts: {
    en: {
      claim: 'A query that failed is tried again after a while, and not over and over.',
      why: 'Alipay asks merchants to control the rate of their calls: repeated failures load its system, and tell the merchant nothing new.',
      mend: 'Wait before the next try, longer after every failure: 30 seconds, then twice that, up to an hour.',
    },
    zh: {
      claim: '查询不成功时过一会儿再试，不重复提交。',
      why: '支付宝要求商户控制调用频率：反复失败的请求加大系统负载，商户也得不到新的信息。',
      mend: '每次失败后等待更久再试：30 秒、60 秒，依次加倍，最长一小时。',
    },
  },
  *inspect({ exchanges }) {
    const runs = new Map<string, Exchange[]>()
    for (const exchange of exchanges) {
      if (exchange.at === undefined || valueOf(exchange.request, 'service') !== 'query_customer_protocol') continue
      const key = `${valueOf(exchange.request, 'partner') ?? ''} ${accountOf(exchange) ?? ''}`
      const run = runs.get(key) ?? []
      const last = run.at(-1)
      const follows = last?.at !== undefined && exchange.at - last.at < closeMs && failed(last)
      const grown = follows ? [...run.slice(-tooMany), exchange] : [exchange]
      runs.set(key, grown)
      if (grown.length >= tooMany) yield findingAt(exchange, grown.at(-tooMany))
    }
  },
})

/** Where the recording does not tell what came back, as an access log, equal queries in a row count as failures. */
function failed({ answer, ...exchange }: Exchange): boolean {
  if (answer === undefined) return true
  return isIndeterminate({ answer, ...exchange }) === true || answer.isSuccess !== 'T'
}

function findingAt(last: Exchange, first: Exchange | undefined): Finding {
  const seconds = Math.round(((last.at ?? 0) - (first?.at ?? 0)) / 100) / 10
  return {
    place: last.request.place,
    message: {
      en: `The same query a third time within ${String(seconds)} s, though it had failed before.`,
      zh: `${String(seconds)} 秒之内第三次提交同一查询，而此前的查询没有成功。`,
    },
  }
}
