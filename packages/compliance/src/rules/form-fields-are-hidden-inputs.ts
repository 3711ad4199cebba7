import { mayBeListed } from '../evidence/index.js'
import { isDynamic } from '../reading/index.js'
import { defineRule } from '../rule.js'

/** S3-15, Q3-14: every parameter as a hidden input. What people may change is not what was signed. */
export const formFieldsAreHiddenInputs = defineRule({
  id: 'form-fields-are-hidden-inputs',
  severity: 'must',
  sources: ['S3-15', 'Q3-14'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'Every parameter of a form to the gateway is a hidden input with name and value.',
      why: 'What somebody types or chooses there is not what was signed: the gateway answers ILLEGAL_SIGN.',
      mend: 'Take the value on a page of your own, sign it on the server, and write it as <input type="hidden" name="…" value="…" />.',
    },
    zh: {
      claim: '发往网关的表单中，每个参数都是带名称和值的隐藏域。',
      why: '用户在表单里输入或选择的内容并未参与签名，网关会返回 ILLEGAL_SIGN。',
      mend: '先在自己的页面上取得该值，由服务器签名，再写成 <input type="hidden" name="…" value="…" />。',
    },
  },
  *inspect(request) {
    if (request.form === undefined || !mayBeListed(request)) return
    for (const { element, type, name, place } of request.form.controls) {
      if ((element === 'input' && type === 'hidden') || isDynamic(name) || isDynamic(type)) continue
      const kind = element === 'input' ? `input type="${type.slice(0, 20)}"` : element
      const shown = name.slice(0, 60)
      yield {
        place,
        message: {
          en: `${shown} is sent by <${kind}>, not by a hidden input.`,
          zh: `${shown} 由 <${kind}> 发送，而不是隐藏域。`,
        },
      }
    }
  },
})
