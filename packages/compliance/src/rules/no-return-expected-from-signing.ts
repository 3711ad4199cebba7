import { fieldsOf, serviceOf } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** S4-06, G26: a signing has no answer. Only a query tells. */
export const noReturnExpectedFromSigning = defineRule({
  id: 'no-return-expected-from-signing',
  severity: 'should',
  sources: ['S4-06', 'G26'],
  reads: ['request'],
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
  *inspect(request) {
    if (serviceOf(request)?.name !== 'sign_protocol_with_partner') return
    for (const { name, place } of fieldsOf(request)) {
      if (name !== 'return_url' && name !== 'notify_url') continue
      yield {
        place,
        message: { en: `${name} is sent with a signing.`, zh: `签约请求带有 ${name}。` },
      }
    }
  },
})
