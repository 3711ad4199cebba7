import { isGatewayRequest } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** S3-15, Q3-14, G31: the action names the value of the field, letter for letter. */
export const charsetSpelledOnce = defineRule({
  id: 'charset-spelled-once',
  severity: 'must',
  sources: ['S3-15', 'Q3-14', 'G31'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'The charset in the address is the value of the field _input_charset, letter for letter.',
      why: 'The gateway decodes by the one and checks the signature with the other: ILLEGAL_SIGN, at the latest with the first Chinese character.',
      mend: 'Write both from one setting.',
    },
    zh: {
      claim: '地址中的编码格式与字段 _input_charset 的值逐字一致。',
      why: '网关按前者解码，按后者验签：最迟遇到汉字时便会 ILLEGAL_SIGN。',
      mend: '两处取自同一项配置。',
    },
  },
  *inspect(request) {
    if (!isGatewayRequest(request) || request.method !== 'post') return
    const charsets = request.parameters.filter(({ name, dynamic }) => name === '_input_charset' && !dynamic)
    const inAddress = charsets.find(({ from }) => from === 'query')
    const field = charsets.find(({ from }) => from === 'body')
    if (inAddress === undefined || field === undefined || inAddress.value === field.value) return
    const [first, second] = [inAddress.value.slice(0, 30), field.value.slice(0, 30)]
    yield {
      place: field.place,
      message: {
        en: `The address says _input_charset=${first}, the field ${second}.`,
        zh: `地址中为 _input_charset=${first}，字段中为 ${second}。`,
      },
    }
  },
})
