import { fieldsOf, isGatewayRequest, isWhole } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** S3-12, Q3-11, S3-15: the charset is a parameter like the others, and signed; in the action alone it is not. */
export const charsetAmongTheFields = defineRule({
  id: 'charset-among-the-fields',
  severity: 'must',
  sources: ['S3-12', 'Q3-11', 'S3-15', 'Q3-14'],
  reads: ['request'],
  texts: {
    en: {
      claim: '_input_charset is among the parameters, in a form as a hidden input.',
      why: 'It takes part in the signature. A request without it is read in a charset that you did not choose, and refused with ILLEGAL_SIGN.',
      mend: 'Add <input type="hidden" name="_input_charset" value="utf-8" />, or _input_charset=utf-8 to the URL, and sign it with the rest. The underscore belongs to the name.',
    },
    zh: {
      claim: '_input_charset 是请求参数之一；在表单中为隐藏域。',
      why: '该参数参与签名。缺少时网关按您未指定的编码解读请求，并以 ILLEGAL_SIGN 拒绝。',
      mend: '加上 <input type="hidden" name="_input_charset" value="utf-8" />，或在 URL 中加上 _input_charset=utf-8，并让它参与签名。名称以下划线开头。',
    },
  },
  *inspect(request) {
    if (!isGatewayRequest(request) || !isWhole(request)) return
    const fields = fieldsOf(request)
    if (fields.length === 0 || fields.some(({ name }) => name === '_input_charset')) return
    const misspelt = fields.find(({ name }) => /^_?(?:input_?charset|charset)$/i.test(name))
    if (misspelt !== undefined) {
      yield {
        place: misspelt.place,
        message: {
          en: `The charset is sent as ${misspelt.name}: the parameter is _input_charset.`,
          zh: `编码格式以 ${misspelt.name} 发送：参数名应为 _input_charset。`,
        },
      }
      return
    }
    yield {
      place: request.place,
      message:
        request.form === undefined
          ? { en: 'The request has no _input_charset.', zh: '请求缺少 _input_charset。' }
          : { en: 'The form has no field _input_charset.', zh: '表单中没有 _input_charset 字段。' },
    }
  },
})
