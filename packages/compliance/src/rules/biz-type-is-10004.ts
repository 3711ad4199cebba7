import { isWhole, parametersNamed, serviceOf, valuesSeen } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** Q4-05, Q3-27, G30: the one business type there is. */
export const bizTypeIs10004 = defineRule({
  id: 'biz-type-is-10004',
  severity: 'must',
  sources: ['Q4-05', 'Q3-27', 'G30'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'A query carries biz_type=10004.',
      why: 'It is the business of air tickets; the gateway refuses any other with ILLEGAL_BIZ_TPYE.',
      mend: 'Set biz_type to 10004 and sign it with the rest.',
    },
    zh: {
      claim: '查询带有 biz_type=10004。',
      why: '该值代表机票业务；其他值会被网关以 ILLEGAL_BIZ_TPYE 拒绝。',
      mend: '将 biz_type 设为 10004，并让它参与签名。',
    },
  },
  *inspect(request) {
    const expected = serviceOf(request)?.parameters.find(({ name }) => name === 'biz_type')?.fixed
    if (expected === undefined) return
    if (isWhole(request) && parametersNamed(request, 'biz_type').length === 0) {
      if (request.droppedByBrowser.includes('biz_type')) return
      yield { place: request.place, message: { en: 'biz_type is missing.', zh: '缺少 biz_type。' } }
    }
    for (const { name, value, place } of valuesSeen(request)) {
      if (name !== 'biz_type' || value === expected || value.trim() === '') continue
      const shown = value.slice(0, 20)
      yield {
        place,
        message: { en: `biz_type is ${shown}, not ${expected}.`, zh: `biz_type 为 ${shown}，而不是 ${expected}。` },
      }
    }
  },
})
