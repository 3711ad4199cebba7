import { defineMessages } from '../base/index.js'

export const messages = defineMessages({
  en: { submit: 'Continue to Alipay' },
  zh: { submit: '前往支付宝' },
})
