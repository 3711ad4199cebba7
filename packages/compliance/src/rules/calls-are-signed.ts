import { serviceNames } from 'paycircle/internal/vocabulary'
import { defineRule } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** S3-14, Q3-13: every request of a signed service carries sign and sign_type. */
export const callsAreSigned = defineRule({
  id: 'calls-are-signed',
  severity: 'must',
  sources: ['S3-14', 'Q3-13', 'G13'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'What calls the gateway signs the call.',
      why: 'A request without sign is refused; if it were not, anybody could write it.',
      mend: 'Make the pre-sign string of the parameters, sign it with the key, and add sign and sign_type.',
    },
    zh: {
      claim: '调用网关的代码对请求签名。',
      why: '没有 sign 的请求会被拒绝；否则任何人都能伪造请求。',
      mend: '由参数生成待签名字符串，用密钥签名，再加入 sign 和 sign_type。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    if (!/\/gateway\.do\b/.test(code.spoken) || !calls.test(code.spoken)) return
    // Whoever hands the parameters to something that signs names it.
    if (/sign/i.test(code.spoken.replace(otherWords, '')) || handsOn.test(code.structure)) return
    for (const { start, end, text } of code.strings) {
      const service = signedServices.exec(text)?.[1]
      if (service === undefined) continue
      yield {
        place: code.place(start, end),
        message: {
          en: `${service} is called, and nothing in this file signs the request.`,
          zh: `此处调用 ${service}，而本文件中没有任何签名。`,
        },
      }
      return
    }
  },
})

const names = [
  ...serviceNames,
  'cae_charge_agent',
  'refund_fastpay_by_platform_nopwd',
  'air_trade_refund_freeze',
  'air_trade_refund_unfreeze',
  'query_partner_protocol',
]
const signedServices = new RegExp(`(?:^|[?&]service=)(${[...new Set(names)].join('|')})(?:$|&)`)
const otherWords =
  /sign_protocol_with_partner|customer_unsign|NO_SIGN_CUSTOMER|sign_channel|[uU]nsigned|[uU]nsign\w*|[a-z_]*[sS]igned|[aA]ssign\w*|[dD]esign\w*|sign_?(?:url|Url|URL|page|Page)/g
/** The key, or a builder of requests: who has them signs. */
const handsOn =
  /(?<!entry\.)\b(?:get)?[kK]ey\b|_KEY\b|[a-z]Key\b|\b(?:create|build|make|Create|Build|Make)\w{0,20}(?:Url|URL|Request|Form|Link|Param|Query)/
const calls =
  /openConnection|curl_exec|\brequests\.|\bfetch\(|axios|http\.(?:Get|Post)|client\.(?:Get|Do)|WebRequest|HttpClient|WebClient|[rR]edirect|[lL]ocation|Net::HTTP|urlopen|RestTemplate/
