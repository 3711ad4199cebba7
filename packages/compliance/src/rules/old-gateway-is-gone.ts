import { defineRule } from '../rule.js'

/** S3-13, Q3-12, G20: kits of before 2010 still name the address that mapi.alipay.com took the place of. */
export const oldGatewayIsGone = defineRule({
  id: 'old-gateway-is-gone',
  severity: 'must',
  sources: ['S3-13', 'Q3-12', 'G20'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'The gateway of the first kits, www.alipay.com/cooperate/gateway.do, is used no more.',
      why: 'The documents name https://mapi.alipay.com/gateway.do and nothing else; the old address may cease to answer any day.',
      mend: 'Replace https://www.alipay.com/cooperate/gateway.do by https://mapi.alipay.com/gateway.do. Parameters and signature stay as they are.',
    },
    zh: {
      claim: '不再使用早期示例中的网关 www.alipay.com/cooperate/gateway.do。',
      why: '文档只规定 https://mapi.alipay.com/gateway.do；旧地址随时可能停用。',
      mend: '将 https://www.alipay.com/cooperate/gateway.do 改为 https://mapi.alipay.com/gateway.do，参数与签名不变。',
    },
  },
  *inspect({ url, place }) {
    if (url === undefined || !/^(?:www\.)?alipay\.com$/.test(url.hostname)) return
    if (!/^\/cooperate\/gateway\.do$/i.test(url.pathname)) return
    yield {
      place,
      message: {
        en: `The request goes to the old gateway ${url.host}${url.pathname}.`,
        zh: `请求发往旧网关 ${url.host}${url.pathname}。`,
      },
    }
  },
})
