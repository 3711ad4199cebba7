import { defineRule } from '../rule.js'

const testHost = /^https?:\/\/(?:[\w-]+\.)*(?:alipaydev\.com|openapi-sandbox\.dl\.alipaydev\.com)(?:[:/]|$)/i
const aboutAlipay = /alipay|paycircle|zhifubao|支付宝/i
const modeName = /(?:^|[._-])(?:mode|env|environment|sandbox|account_?class)$/i
const testValue = /^(?:test|testing|sandbox|dev|develop(?:ment)?)$/i

/** S3-03, Q3-03: when testing is over the test account goes at once; it costs a fee of 3 %. */
export const productionUsesTheContractedAccount = defineRule({
  id: 'production-uses-the-contracted-account',
  severity: 'must',
  sources: ['S3-03', 'Q3-03', 'G37'],
  reads: ['settings'],
  texts: {
    en: {
      claim: 'Production runs with the contracted account and Alipay’s real gateway.',
      why: 'A test account costs a fee of 3 % of everything it moves, and a sandbox settles nothing.',
      mend: 'Put the contracted partner ID and key, and the real gateway, into the settings of production, and keep those of the test elsewhere.',
    },
    zh: {
      claim: '生产环境使用签约账号和支付宝正式网关。',
      why: '使用测试账号时，手续费按照 3% 扣除；沙箱中的操作没有任何效力。',
      mend: '在生产环境的配置中换成签约的合作者身份 ID、安全校验码和正式网关，测试配置另行保存。',
    },
  },
  *inspect({ settings, production }) {
    if (!production) return
    for (const { name, value, place } of settings) {
      const isTestHost = testHost.test(value)
      const saysTest =
        aboutAlipay.test(name) &&
        modeName.test(name) &&
        (testValue.test(value) || (/sandbox$/i.test(name) && value === 'true'))
      if (!isTestHost && !saysTest) continue
      yield {
        place,
        message: {
          en: `Settings of production have ${name} = ${value.slice(0, 100)}.`,
          zh: `生产环境的配置中，${name} = ${value.slice(0, 100)}。`,
        },
      }
    }
  },
})
