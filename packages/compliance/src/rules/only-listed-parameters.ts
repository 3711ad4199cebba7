import { fieldsOf, holdsKey, serviceOf } from '../evidence/index.js'
import { isDynamic } from '../reading/index.js'
import { defineRule } from '../rule.js'

/** Another rule tells that these are `_input_charset` misspelt. */
const misspelt = /^_?(?:input_?charset|charset)$/i

/** S3-07, S3-15: nothing that is not in the service's list. The gateway signs whatever arrives. */
export const onlyListedParameters = defineRule({
  id: 'only-listed-parameters',
  severity: 'must',
  sources: ['S3-07', 'Q3-06', 'S3-15', 'Q3-14', 'G16'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'Nothing is sent that is not in the service’s list of request parameters.',
      why: 'The gateway checks the signature over everything that arrives: a CSRF token, a routing field or a tracking parameter that was not signed makes it ILLEGAL_SIGN.',
      mend: 'Take the field out: write this form apart from your framework’s form helpers, which add fields of their own.',
    },
    zh: {
      claim: '不发送服务的请求参数列表以外的任何数据。',
      why: '网关对收到的全部数据验签：未参与签名的 CSRF 令牌、路由字段或统计参数都会导致 ILLEGAL_SIGN。',
      mend: '去掉该字段；不要用会自动添加字段的框架表单标签来写这个表单。',
    },
  },
  *inspect(request) {
    const service = serviceOf(request)
    if (service === undefined) return
    const known = new Set(service.parameters.map(({ name }) => name))
    for (const parameter of fieldsOf(request)) {
      const { name, place } = parameter
      // That a key is sent is worse than that it is not in the list, and another rule tells it.
      if (known.has(name) || misspelt.test(name) || isDynamic(name) || holdsKey(parameter)) continue
      const shown = name.slice(0, 60)
      yield {
        place,
        message: {
          en: `${shown} is not in the list of ${service.name}.`,
          zh: `${shown} 不在 ${service.name} 的请求参数列表中。`,
        },
      }
    }
    for (const place of request.form?.csrfTokens ?? []) {
      yield {
        place,
        message: {
          en: `The template adds a field against forged requests, which is not in the list of ${service.name}.`,
          zh: `模板会加入一个防伪令牌字段，它不在 ${service.name} 的请求参数列表中。`,
        },
      }
    }
  },
})
