import { isHandOver, type Place } from '../evidence/index.js'
import { isAlipayAddress, requestOfAddress } from '../reading/index.js'
import { defineRule, type Finding } from '../rule.js'

/** G21: the redirect that Alipay makes from its gateway to its own pages is signed for one browser and one moment. */
export const noCapturedHandOver = defineRule({
  id: 'no-captured-hand-over',
  severity: 'should',
  sources: ['G21'],
  reads: ['request', 'page'],
  texts: {
    en: {
      claim: 'No page or program holds an address of Alipay’s internal hand-over (exterfaceAssign.htm).',
      why: 'It was copied out of a browser: it holds the signature and the IP address of one moment, and Alipay refuses it or signs the wrong agent.',
      mend: 'Build a request to the gateway for each agent; Alipay makes the hand-over itself.',
    },
    zh: {
      claim: '页面和程序中不写支付宝内部跳转地址（exterfaceAssign.htm）。',
      why: '该地址是从浏览器里抄下来的，含有某一时刻的签名与 IP 地址：支付宝会拒绝它，或让错误的代理人签约。',
      mend: '为每位代理人生成发往网关的请求，跳转由支付宝自己完成。',
    },
  },
  *inspect(evidence) {
    if (evidence.kind === 'request') {
      if (evidence.origin !== 'recorded' && evidence.origin !== 'received' && isHandOver(evidence))
        yield handOver(evidence.place)
      return
    }
    for (const { address, place } of [...evidence.links, ...evidence.frames])
      if (address !== undefined && isAlipayAddress(address) && isHandOver(requestOfAddress(address.trim(), place)))
        yield handOver(place)
  },
})

function handOver(place: Place): Finding {
  return {
    place,
    message: {
      en: 'A hand-over from Alipay’s gateway to its own page is written down here.',
      zh: '此处写死了支付宝网关到其内部页面的跳转地址。',
    },
  }
}
