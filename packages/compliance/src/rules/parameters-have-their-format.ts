import { checkValue, isPhoneNumber, serviceNames } from 'paycircle/internal/vocabulary'
import { isGatewayRequest, serviceOf, valuesSeen, type RequestEvidence } from '../evidence/index.js'
import { defineRule, type Finding } from '../rule.js'

/** Parameters and faults that have rules of their own. */
const judgedElsewhere = new Set(['service', 'biz_type', 'sign', 'sign_type'])
const encoded = /%[\da-f]{2}/i

/** S3-11, Q3-10: as the list of the service demands. */
export const parametersHaveTheirFormat = defineRule({
  id: 'parameters-have-their-format',
  severity: 'must',
  sources: ['S3-11', 'Q3-10', 'S3-01', 'Q3-01'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'Every parameter has the format that the service’s list demands.',
      why: 'The gateway refuses the request, or takes it for somebody else’s.',
      mend: 'partner: 2088 and 12 digits. _input_charset: utf-8, gbk or gb2312. sign_channel: NORMAL. E-mails as they are. Fund accounts: the user ID and 0156.',
    },
    zh: {
      claim: '各参数符合服务的请求参数列表所要求的格式。',
      why: '否则网关拒绝请求，或把它当成别人的请求。',
      mend: 'partner：2088 加 12 位数字；_input_charset：utf-8、gbk 或 gb2312；sign_channel：NORMAL；邮箱原样填写；资金账号：用户 ID 加 0156。',
    },
  },
  *inspect(request) {
    const service = serviceOf(request)
    if (service === undefined) yield* misspeltService(request)
    if (service === undefined) return
    for (const { name, value, place } of valuesSeen(request)) {
      const parameter = service.parameters.find((known) => known.name === name)
      if (parameter === undefined || judgedElsewhere.has(name) || value.trim() === '' || encoded.test(value)) continue
      if (parameter.format === 'signer-email' && isPhoneNumber(value)) continue
      const error = checkValue(parameter, value, service.name)
      if (error === undefined) continue
      yield { place, message: { en: error.describe('en').message, zh: error.describe('zh').message } }
    }
  },
})

/** A name that is one of the product's but for capitals, blanks or hyphens. */
function* misspeltService(request: RequestEvidence): Generator<Finding> {
  if (!isGatewayRequest(request)) return
  for (const { name, value, place } of valuesSeen(request)) {
    if (name !== 'service' || value.length > 60) continue
    const meant = serviceNames.find((known) => known === value.trim().toLowerCase().replaceAll('-', '_'))
    if (meant === undefined) continue
    yield {
      place,
      message: { en: `service is not ${meant} letter for letter.`, zh: `service 与 ${meant} 并非逐字一致。` },
    }
  }
}
