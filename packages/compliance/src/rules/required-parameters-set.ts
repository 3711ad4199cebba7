import { isGatewayRequest, isWhole, parametersNamed } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** S3-09, Q3-08: what every service needs. Of biz_type, charset and signature, which have rows of their own, others tell. */
export const requiredParametersSet = defineRule({
  id: 'required-parameters-set',
  severity: 'must',
  sources: ['S3-09', 'Q3-08'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'Every request names its service and its partner.',
      why: 'The gateway does not know who asks for what, and refuses with ILLEGAL_EXTERFACE or ILLEGAL_PARTNER.',
      mend: 'Add service and partner and sign them with the rest.',
    },
    zh: {
      claim: '每个请求都带有 service 与 partner。',
      why: '网关不知道谁在请求什么，会以 ILLEGAL_EXTERFACE 或 ILLEGAL_PARTNER 拒绝。',
      mend: '加上 service 与 partner，并让它们参与签名。',
    },
  },
  *inspect(request) {
    if (!isGatewayRequest(request) || !isWhole(request)) return
    for (const name of ['service', 'partner']) {
      if (parametersNamed(request, name).length > 0 || request.droppedByBrowser.includes(name)) continue
      yield { place: request.place, message: { en: `${name} is missing.`, zh: `缺少 ${name}。` } }
    }
  },
})
