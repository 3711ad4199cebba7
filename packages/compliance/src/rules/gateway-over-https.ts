import { isLoopbackGateway } from 'paycircle/internal/vocabulary'
import { isGatewayRequest, isHandOver } from '../evidence/index.js'
import { defineRule } from '../rule.js'

/** S3-16, Q3-15: https only. A gateway on this machine may speak plainly: nothing leaves it. */
export const gatewayOverHttps = defineRule({
  id: 'gateway-over-https',
  severity: 'must',
  sources: ['S3-16', 'Q3-15', 'G19'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'Requests go to the gateway over https.',
      why: 'Over http anybody on the way can read and change a request, and the gateway refuses it.',
      mend: 'Write https://mapi.alipay.com/gateway.do.',
    },
    zh: {
      claim: '以 https 协议访问网关。',
      why: '使用 http 时，途中的任何人都能读取和篡改请求，网关也会拒绝。',
      mend: '改为 https://mapi.alipay.com/gateway.do。',
    },
  },
  *inspect(request) {
    const { url, place } = request
    // A page about Alipay is no interface of Alipay's.
    if (!isGatewayRequest(request) && !isHandOver(request) && url?.pathname.endsWith('.do') !== true) return
    if (url?.protocol !== 'http:' || isLoopbackGateway(url.origin + url.pathname)) return
    yield {
      place,
      message: { en: `The request goes to ${url.host} over http.`, zh: `请求以 http 协议发往 ${url.host}。` },
    }
  },
})
