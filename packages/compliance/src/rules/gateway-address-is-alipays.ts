import { alipayGateway, isLoopbackGateway } from 'paycircle/internal/vocabulary'
import { isGatewayRequest, serviceOf } from '../evidence/index.js'
import { defineRule } from '../rule.js'

const alipayDomain = /(?:^|\.)alipay(?:dev|objects|plus)?\.(?:com|net|cn|hk)$|\.alipay\.com\.cn$/

/** S3-13, Q3-12: the gateway and no other address. Other services of Alipay's have other hosts, but not other owners. */
export const gatewayAddressIsAlipays = defineRule({
  id: 'gateway-address-is-alipays',
  severity: 'must',
  sources: ['S3-13', 'Q3-12'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'Requests go to https://mapi.alipay.com/gateway.do and to no other address.',
      why: 'An address that only looks like Alipay’s is how phishing sites take signed requests and passwords.',
      mend: 'Send requests to https://mapi.alipay.com/gateway.do. Find out who put the other address there.',
    },
    zh: {
      claim: '请求只发往 https://mapi.alipay.com/gateway.do，不发往其他地址。',
      why: '貌似支付宝的地址正是钓鱼网站骗取签名请求与密码的手段。',
      mend: '请求地址改为 https://mapi.alipay.com/gateway.do，并查明另一个地址由何而来。',
    },
  },
  *inspect(request) {
    const { url, place } = request
    if (url === undefined || !isGatewayRequest(request) || isLoopbackGateway(url.origin + url.pathname)) return
    if (isOldGateway(url)) return
    const isGateway = `https://${url.host}${url.pathname}` === alipayGateway
    const looksAlike = url.hostname.includes('alipay') && !alipayDomain.test(url.hostname)
    if (serviceOf(request) === undefined ? !looksAlike : isGateway) return
    const address = `${url.host}${url.pathname}`.slice(0, 200)
    yield {
      place,
      message: looksAlike
        ? {
            en: `The request goes to ${address}, which is not Alipay’s.`,
            zh: `请求发往 ${address}，该地址不属于支付宝。`,
          }
        : {
            en: `The request goes to ${address} instead of mapi.alipay.com/gateway.do.`,
            zh: `请求发往 ${address}，而不是 mapi.alipay.com/gateway.do。`,
          },
    }
  },
})

/** Of which another rule speaks. */
function isOldGateway(url: URL): boolean {
  return /^(?:www\.)?alipay\.com$/.test(url.hostname) && url.pathname.startsWith('/cooperate/')
}
