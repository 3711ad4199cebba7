import { holdsKey, isGatewayRequest } from '../evidence/index.js'
import { isDynamic } from '../reading/index.js'
import { defineRule } from '../rule.js'

/** S3-02, Q3-02: the key signs what is sent and is never sent itself. What stands in the parameter is not repeated. */
export const keyIsNotSent = defineRule({
  id: 'key-is-not-sent',
  severity: 'must',
  sources: ['S3-02', 'Q3-02', 'G23'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'The security key is none of the parameters.',
      why: 'A form or an address with the key in it passes through the browser of the agent, its history, proxies and logs: whoever reads it can sign in the merchant’s name.',
      mend: 'Sign on the server and send the signature alone; have Alipay issue a new key, since this one is known.',
    },
    zh: {
      claim: '安全校验码不作为参数发送。',
      why: '表单或地址中的密钥会经过代理人的浏览器、历史记录、代理服务器和日志：谁读到它，谁就能冒用商户签名。',
      mend: '在服务器端签名，只发送签名结果；这个密钥已经泄露，请支付宝更换。',
    },
  },
  *inspect(request) {
    if (!isGatewayRequest(request)) return
    for (const parameter of request.parameters) {
      if (!holdsKey(parameter)) continue
      const name = isDynamic(parameter.name) ? '' : parameter.name.slice(0, 60)
      yield {
        place: parameter.place,
        message: {
          en: `The key is sent as a parameter${name === '' ? '' : `, ${name}`}.`,
          zh: `密钥被作为参数${name === '' ? '' : ` ${name} `}发送。`,
        },
      }
    }
  },
})
