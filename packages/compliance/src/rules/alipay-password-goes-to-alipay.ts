import { defineRule } from '../rule.js'

const alipay = /(?:^|[_-])(?:alipay|zhifubao|zfb)|^(?:alipay|zhifubao|zfb)/i
const password = /pass(?:word|wd)?|pwd|mima/i

/** S4-01, S3-04: Alipay's user name and payment password are submitted to nobody but Alipay. */
export const alipayPasswordGoesToAlipay = defineRule({
  id: 'alipay-password-goes-to-alipay',
  severity: 'must',
  sources: ['S4-01', 'S3-04', 'G36'],
  reads: ['traffic'],
  texts: {
    en: {
      claim: 'No request to anybody but Alipay carries an Alipay password.',
      why: 'Who types it on another site has given it away: the user’s data leaks, and his money may follow.',
      mend: 'Take the field out; the signer proves who he is on Alipay’s own page, and the site learns the result by a query.',
    },
    zh: {
      claim: '除支付宝外，任何请求都不携带支付宝密码。',
      why: '在其他网站输入密码就等于交出密码：用户信息泄露，资金随之受损。',
      mend: '去掉该字段：签约者在支付宝自己的页面上验证身份，网站通过查询得知结果。',
    },
  },
  *inspect({ others }) {
    for (const { host, names, place } of others) {
      const name = names.find((one) => alipay.test(one) && password.test(one))
      if (name === undefined) continue
      yield {
        place,
        message: {
          en: `A request to ${host} carries ${name}.`,
          zh: `发往 ${host} 的请求携带 ${name}。`,
        },
      }
    }
  },
})
