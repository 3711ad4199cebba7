import { isPhoneNumber } from 'paycircle/internal/vocabulary'
import { serviceOf, valuesSeen } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** S4-05, G29: a mobile number does not identify one user. */
export const signerIsNoMobileNumber = defineRule({
  id: 'signer-is-no-mobile-number',
  severity: 'must',
  sources: ['S4-05', 'G29'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'The signer is named by e-mail, never by a mobile number.',
      why: 'A mobile number does not identify one Alipay user: numbers change hands, and somebody else would sign.',
      mend: 'Ask the agent for the e-mail of the Alipay account, and refuse mobile numbers where agents are entered.',
    },
    zh: {
      claim: '签署者以邮箱指明，不使用手机号。',
      why: '手机号无法唯一确认支付宝用户：号码会易主，签约的可能是别人。',
      mend: '向代理人索取其支付宝账户的邮箱；录入代理人时拒绝手机号。',
    },
  },
  *inspect(request) {
    if (serviceOf(request)?.name !== 'sign_protocol_with_partner') return
    for (const { name, value, place } of valuesSeen(request)) {
      if (name !== 'email' || !isPhoneNumber(value)) continue
      yield { place, message: { en: 'email holds a mobile number.', zh: 'email 填的是手机号。' } }
    }
  },
})
