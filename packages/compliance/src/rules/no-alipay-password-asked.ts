import type { FieldEvidence } from '../evidence/index.js'
import { isAlipayAddress } from '../reading/index.js'
import { defineRule } from '../rule.js'

const passwordName =
  /(?:alipay|zfb|zhifubao)\w{0,20}(?:pass|pwd|mima)|(?:pass|pwd|mima)\w{0,20}(?:alipay|zfb|zhifubao)/i
const accountName = /(?:alipay|zfb|zhifubao)_?\w{0,10}(?:acc|user|email|mail|name|login|id|no)/i
const alipayPassword =
  /(?:支付宝\s?(?:的)?(?:登录|支付)?|Alipay[’']?s?\s(?:(?:payment|login|log-in|pay)\s)?)(?:密码|password|passcode)/i
const paymentPassword = /支付密码|payment password/i
const alipayAccount =
  /支付宝\s?(?:登录|会员)?(?:账号|帐号|账户|帐户|用户名|登录名|邮箱)|Alipay\s(?:login\s|log-in\s)?(?:account|user|e-?mail|id\b)/i
/** Of a form by which a site pays out, and asks for the password of its own wallet. */
const amount = /金额|提现|转账|amount|money|withdraw/i
/** Of a password that is the site's own, or being set. */
const ownPassword = /登录密码|本站|设置|新密码|确认|重复|再次|会员密码|\b(?:new|confirm|repeat|choose|your site)\b/i
const warning = /(?:不|勿|切莫|never|not\b|n['’]t\b)[^。.!！；;]{0,40}$/i

/** S3-04, S4-01, G36: Alipay's user name and payment password are typed at Alipay's and nowhere else. */
export const noAlipayPasswordAsked = defineRule({
  id: 'no-alipay-password-asked',
  severity: 'must',
  sources: ['S3-04', 'S4-01', 'G36'],
  reads: ['page'],
  texts: {
    en: {
      claim: 'No page of the site asks for an Alipay password.',
      why: 'Whoever types it there has given it away: data leaks, and money with it. Users must learn that only Alipay asks for it.',
      mend: 'Take the field out. Send the agent to the gateway, where Alipay asks for user name and payment password itself.',
    },
    zh: {
      claim: '网站的页面不索要支付宝密码。',
      why: '在此输入就等于交出密码：信息泄露，资金随之受损。必须让用户知道，只有支付宝会索要它。',
      mend: '去掉该输入框。把代理人带到网关，由支付宝自己要求输入用户名与支付密码。',
    },
  },
  *inspect({ fields }) {
    for (const [at, field] of fields.entries()) {
      if (!asksForAlipayPassword(field, fields, at) || isAlipayAddress(field.form?.action ?? '')) continue
      const name = field.name.slice(0, 60)
      yield {
        place: field.place,
        message: {
          en: `The field${name === '' ? '' : ` ${name}`} asks for an Alipay password.`,
          zh: `输入框${name === '' ? '' : ` ${name} `}索要支付宝密码。`,
        },
      }
    }
  },
})

function asksForAlipayPassword(field: FieldEvidence, fields: readonly FieldEvidence[], at: number): boolean {
  const isPassword = field.type === 'password' || passwordName.test(field.name)
  if (asks(field, alipayPassword)) return true
  if (!isPassword) return false
  if (passwordName.test(field.name)) return true
  const before = fields.slice(Math.max(0, at - 3), at).filter(({ form }) => form === field.form)
  if (before.some((one) => amount.test(`${one.name} ${one.label} ${one.before.slice(-30)}`))) return false
  const last = before.at(-1)
  if (last === undefined || !isAlipayAccount(last)) return asks(field, paymentPassword) && before.some(isAlipayAccount)
  return asks(field, paymentPassword) || (!asks(field, ownPassword) && before.every(isAlipayAccount))
}

function isAlipayAccount(field: FieldEvidence): boolean {
  return accountName.test(field.name) || asks(field, alipayAccount)
}

/** Whether its label says so, or the end of the text before it, and neither in warning. */
function asks({ label, before }: FieldEvidence, words: RegExp): boolean {
  return [label, before.slice(-30)].some((text) => {
    const found = words.exec(text)
    if (found === null) return false
    const lead =
      text === label ? text.slice(0, found.index) : before.slice(0, before.length - text.length + found.index)
    return !warning.test(lead)
  })
}
