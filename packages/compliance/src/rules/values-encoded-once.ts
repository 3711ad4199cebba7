import { serviceOf, valuesSeen } from '../evidence/index.js'
import { defineRule } from '../rule.js'

const encoded = /%[\da-f]{2}/i
const encodedAddress = /^https?(?:%3a|%253a)/i

/** S3-06, Q3-05, G17, G12: raw values are signed, and the browser or the client encodes them once on the way. */
export const valuesEncodedOnce = defineRule({
  id: 'values-encoded-once',
  severity: 'must',
  sources: ['S3-06', 'Q3-05', 'G17', 'G12'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'Values are URL-encoded once, on the way: not before signing, nor inside a hidden input.',
      why: 'The gateway decodes once and then checks the signature over what it sees: agent%40example.com is nobody’s e-mail, and the answer ILLEGAL_SIGN.',
      mend: 'Sign raw values, put raw values into hidden inputs (HTML-escaped), and encode each value once when you write a URL.',
    },
    zh: {
      claim: '值只在传输时做一次 URL 编码：签名之前和隐藏域内都不编码。',
      why: '网关解码一次后对所见内容验签：agent%40example.com 不是任何人的邮箱，结果是 ILLEGAL_SIGN。',
      mend: '对原值签名；隐藏域中写原值（做 HTML 转义）；拼写 URL 时每个值只编码一次。',
    },
  },
  *inspect(request) {
    const service = serviceOf(request)
    if (service === undefined) return
    for (const { name, value, place } of valuesSeen(request)) {
      const format = service.parameters.find((parameter) => parameter.name === name)?.format
      if (format === undefined || !(format === 'url' ? encodedAddress : encoded).test(value)) continue
      const sequence = encoded.exec(value)?.[0] ?? ''
      yield {
        place,
        message: {
          en: `The value of ${name} is still URL-encoded: it holds ${sequence}.`,
          zh: `${name} 的值仍处于 URL 编码状态：含有 ${sequence}。`,
        },
      }
    }
  },
})
