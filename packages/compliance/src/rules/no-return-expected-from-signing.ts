import { fieldsOf, serviceOf, type RequestEvidence, type SourceEvidence } from '../evidence/index.js'
import { defineRule, type Finding, type Sentence } from '../rule.js'
import { Code } from '../source-code/index.js'

/** S4-06, G26: a signing has no answer. Only a query tells. */
export const noReturnExpectedFromSigning = defineRule({
  id: 'no-return-expected-from-signing',
  severity: 'should',
  sources: ['S4-06', 'G26'],
  reads: ['request', 'source'],
  texts: {
    en: {
      claim: 'A signing sends no return_url and no notify_url.',
      why: 'Alipay shows the result on its own page and tells nobody; code that waits for a return or a notification never learns who has signed.',
      mend: 'Leave both out, and ask query_customer_protocol after the agent has gone to sign.',
    },
    zh: {
      claim: '签约请求不带 return_url 与 notify_url。',
      why: '签约结果只显示在支付宝页面上，不会通知任何人；等待返回或通知的程序永远得不到结果。',
      mend: '去掉这两个参数；代理人前往签约之后，用 query_customer_protocol 查询。',
    },
  },
  *inspect(evidence) {
    if (evidence.kind === 'request') yield* sentWith(evidence)
    else yield* putTogether(evidence)
  },
})

function* sentWith(request: RequestEvidence): Iterable<Finding> {
  if (serviceOf(request)?.name !== 'sign_protocol_with_partner') return
  for (const { name, place } of fieldsOf(request))
    if (name === 'return_url' || name === 'notify_url') yield { place, message: sent(name) }
}

function sent(name: string): Sentence {
  return { en: `${name} is sent with a signing.`, zh: `签约请求带有 ${name}。` }
}

/** Names of other services of the gateway: a function that knows several may send these with the others. */
const otherService =
  /create_|trade_|_pay_|refund_|notify_verify|cae_charge_agent|query_customer_protocol|customer_unsign/
const parameter = /(?<![\w.])["']?(return_url|notify_url)["']?\s*(?:=>|:(?!:)|\]\s*=|,|=(?!=))/g

/** Parameters that the function puts together which names the service. */
function* putTogether(source: SourceEvidence): Iterable<Finding> {
  if (!source.document.text.includes('sign_protocol_with_partner')) return
  const code = Code.of(source)
  for (const { text, start } of code.strings) {
    if (text !== 'sign_protocol_with_partner') continue
    const around = code.functionAt(start)
    if (around.header === '' || around.end - around.start > 5000) continue
    const body = code.spoken.slice(around.start, around.end)
    if (otherService.test(body)) continue
    for (const match of body.matchAll(parameter)) {
      const name = match[1] ?? ''
      const at = around.start + match.index + match[0].indexOf(name)
      yield { place: code.place(at, at + name.length), message: sent(name) }
    }
  }
}
