import { serviceOf, valuesSeen } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** S3-08, Q3-07, G11: used and empty is worse than left out. */
export const noEmptyParameter = defineRule({
  id: 'no-empty-parameter',
  severity: 'must',
  sources: ['S3-08', 'Q3-07', 'G11'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'A parameter that is sent has a value.',
      why: 'Empty values are left out of the signature by one side and not by the other, and their & stays behind in the pre-sign string: ILLEGAL_SIGN.',
      mend: 'Leave an optional parameter out altogether when there is nothing to put into it; give a required one its value.',
    },
    zh: {
      claim: '发送的参数都有值。',
      why: '空值有的一方参与签名、有的一方不参与，待签名字符串中还会留下多余的 &，导致 ILLEGAL_SIGN。',
      mend: '可空参数没有值时整个不要发送；不可空参数须填写。',
    },
  },
  *inspect(request) {
    const service = serviceOf(request)
    if (service === undefined) return
    for (const { name, value, place } of valuesSeen(request)) {
      if (value.trim() !== '' || !service.parameters.some((parameter) => parameter.name === name)) continue
      yield { place, message: { en: `${name} is sent without a value.`, zh: `${name} 的值为空。` } }
    }
  },
})
