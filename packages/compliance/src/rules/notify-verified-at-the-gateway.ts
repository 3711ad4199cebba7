import { defineRule, type Sentence } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** S3-13, Q3-12: requests go to https://mapi.alipay.com/gateway.do and nowhere else, the question about a notification as well. */
export const notifyVerifiedAtTheGateway = defineRule({
  id: 'notify-verified-at-the-gateway',
  severity: 'must',
  sources: ['S3-13', 'Q3-12', 'G33'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'Whether a notification is Alipay’s is asked at Alipay’s gateway.',
      why: 'Asked elsewhere, at the test gateway say, every notification is found false, or, worse, one that somebody made up is found true.',
      mend: 'Ask notify_verify at https://mapi.alipay.com/gateway.do, and look at which gateway is chosen when.',
    },
    zh: {
      claim: '向支付宝网关核实通知是否来自支付宝。',
      why: '向别处（例如测试网关）核实，真实的通知都会被判为假；更糟的是，伪造的通知可能被判为真。',
      mend: '以 notify_verify 向 https://mapi.alipay.com/gateway.do 核实，并检查何时选用哪个网关。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    if (!/\bnotify_verify\b|notify_query\.do/.test(code.spoken)) return
    for (const { start, end, text } of code.strings) {
      const address = /^https?:\/\/([\w.-]+)(?::\d+)?\/\S*(?:notify_verify|notify_query\.do)/.exec(text)
      const host = address?.[1]
      if (
        host === undefined ||
        host === 'mapi.alipay.com' ||
        host === 'notify.alipay.com' ||
        /^(?:localhost|127\.)/.test(host)
      )
        continue
      yield { place: code.place(start, end), message: elsewhere(host) }
    }
    for (const match of code.spoken.matchAll(choice)) {
      const [written, not, condition = '', first = '', second = ''] = match
      const wantsTest = /sandbox|test|dev|debug|沙箱/i.test(condition) && !/prod|live|formal/i.test(condition)
      const wantsLive = /prod|live|formal|online/i.test(condition)
      if (wantsTest === wantsLive || isTestGateway(first) === isTestGateway(second)) continue
      const firstIsTest = wantsTest === (not === '')
      if (isTestGateway(first) === firstIsTest) continue
      yield { place: code.place(match.index, match.index + written.length), message: inverted }
    }
  },
})

/** `sandbox ? a : b` */
const choice =
  /(!?)\s*\b([\w.$>-]{2,60}(?:\(\))?)\s*\?\s*(["'][^"'\n]{1,120}["']|[\w.$:>-]{2,60})\s*:\s*(["'][^"'\n]{1,120}["']|[\w.$:>-]{2,60})/g

function isTestGateway(written: string): boolean {
  return /alipaydev|sandbox|test|dev\b|_dev/i.test(written) && !written.includes('mapi.alipay.com')
}

function elsewhere(host: string): Sentence {
  return { en: `The notification is checked with ${host}.`, zh: `向 ${host} 核实通知。` }
}

const inverted: Sentence = {
  en: 'The condition is the wrong way round: in production the test gateway is asked.',
  zh: '条件写反了：正式环境会向测试网关核实。',
}
