import { mayBeListed } from '../evidence/index.js'
import { isDynamic } from '../reading/index.js'
import { defineRule } from '../rule.js'

/** S3-15, Q3-14: `?_input_charset=` and nothing else. By GET a browser drops it, and with it whatever stands beside it. */
export const formActionCarriesTheCharsetAlone = defineRule({
  id: 'form-action-carries-the-charset-alone',
  severity: 'must',
  sources: ['S3-15', 'Q3-14', 'G15'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'A form’s action is the gateway with ?_input_charset=<value> and no other parameter.',
      why: 'The gateway must know the charset before it decodes the fields, or it answers ILLEGAL_SIGN; other parameters in the action are lost by GET and sent twice by POST, and some browsers show a blank page.',
      mend: 'Write action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" with the charset of the field _input_charset, and give every other parameter as a hidden input.',
    },
    zh: {
      claim: '表单的 action 为网关地址加 ?_input_charset=<值>，不带其他参数。',
      why: '网关须先得知编码格式才能解读各字段，否则返回 ILLEGAL_SIGN；action 中的其他参数在 get 时丢失、在 post 时重复发送，部分浏览器会显示空白页。',
      mend: '写成 action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8"（与字段 _input_charset 的值一致），其他参数一律用隐藏域。',
    },
  },
  *inspect(request) {
    const { form, method, address, place, parameters, droppedByBrowser } = request
    if (form === undefined || address === '' || !mayBeListed(request)) return
    const names =
      method === 'get' ? droppedByBrowser : parameters.filter(({ from }) => from === 'query').map(({ name }) => name)
    const others = [...new Set(names)].filter((name) => name !== '_input_charset' && !isDynamic(name))
    const list = others.slice(0, 5).join(', ').slice(0, 200)
    if (others.length > 0 && method === 'get') {
      yield {
        place,
        message: {
          en: `The action carries ${list}: the method is get, so the browser drops it.`,
          zh: `action 中带有 ${list}：method 为 get，浏览器会将其丢弃。`,
        },
      }
    } else if (others.length > 0) {
      yield {
        place,
        message: { en: `The action carries ${list} beside the charset.`, zh: `action 中除编码格式外还带有 ${list}。` },
      }
    } else if (method === 'post' && !names.includes('_input_charset') && !isDynamic(address)) {
      yield {
        place,
        message: { en: 'The action lacks ?_input_charset=.', zh: 'action 缺少 ?_input_charset=。' },
      }
    }
  },
})
