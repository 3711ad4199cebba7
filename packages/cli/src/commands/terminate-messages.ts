import { defineMessages } from 'paycircle/internal/base'

export const terminateMessages = defineMessages({
  en: {
    accepted: 'accepted: Alipay took the request; whether the agreement has ended a query tells',
    nextCheckAt: 'Query from',
    evidence:
      'The service behind this, customer_unsign, is in neither of Alipay’s two documents and rests on public demos. Confirm it against your PDF.',
  },
  zh: {
    accepted: '已受理：支付宝已接收解约请求，是否已解约以查询结果为准',
    nextCheckAt: '可查询的时间',
    evidence: '所用接口 customer_unsign 不在支付宝的两份文档之中，依据的是公开的演示代码，请与贵司持有的接口文档核对。',
  },
})
