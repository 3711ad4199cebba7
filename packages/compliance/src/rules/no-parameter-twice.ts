import { fieldsOf, isGatewayRequest } from '../evidence/index.js'
import { isDynamic } from '../reading/index.js'
import { defineRule } from '../rule.js'

/** S3-06, Q3-05: `name=value` of each name once. Of two the gateway takes one, and nobody knows which. */
export const noParameterTwice = defineRule({
  id: 'no-parameter-twice',
  severity: 'must',
  sources: ['S3-06', 'Q3-05'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'Every parameter is sent once.',
      why: 'The pre-sign string holds a name once. Of two values the gateway reads one, and it need not be the one that was signed: ILLEGAL_SIGN.',
      mend: 'Take the second one out. Only _input_charset may stand both in a form’s action and among its fields.',
    },
    zh: {
      claim: '每个参数只发送一次。',
      why: '待签名字符串中每个参数名只出现一次。发送两个值时网关取其一，未必是参与签名的那个，于是 ILLEGAL_SIGN。',
      mend: '去掉重复的一个。只有 _input_charset 可以同时出现在表单的 action 和字段中。',
    },
  },
  *inspect(request) {
    if (!isGatewayRequest(request)) return
    const seen = new Set<string>()
    for (const { name, from, place } of fieldsOf(request)) {
      if (isDynamic(name)) continue
      // The charset stands in the address and among the fields of what a right form sends.
      const key = name === '_input_charset' ? `${from} ${name}` : name
      const shown = name.slice(0, 60)
      if (seen.has(key))
        yield { place, message: { en: `${shown} is sent a second time.`, zh: `${shown} 被重复发送。` } }
      seen.add(key)
    }
  },
})
