import { isWhole, serviceOf } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** S3-10, Q3-09, Q3-25: one of the parameters by which the gateway finds the agent. */
export const emailOrAccountGiven = defineRule({
  id: 'email-or-account-given',
  severity: 'must',
  sources: ['Q3-09', 'S3-10', 'Q3-25'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'A query names the agent, by e-mail or by account.',
      why: 'The gateway answers NULL_EMAIL_AND_ACCOUNT_NO and tells nothing about anybody.',
      mend: 'Add user_email with the e-mail of the agent’s Alipay account.',
    },
    zh: {
      claim: '查询时给出代理人的邮箱或账号。',
      why: '否则网关返回 NULL_EMAIL_AND_ACCOUNT_NO，什么也查不到。',
      mend: '加上 user_email，值为代理人支付宝账户的邮箱。',
    },
  },
  *inspect(request) {
    const service = serviceOf(request)
    if (service === undefined || !isWhole(request)) return
    const names = new Set([...request.parameters.map(({ name }) => name), ...request.droppedByBrowser])
    for (const group of service.atLeastOneOf) {
      if (group.some((name) => names.has(name))) continue
      yield {
        place: request.place,
        message: { en: `None of ${group.join(', ')} is sent.`, zh: `${group.join('、')} 一个也没有发送。` },
      }
    }
  },
})
