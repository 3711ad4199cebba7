import { defineRule } from '../rule.js'
import { Code, readsAgreementAnswers, verdictsOf } from '../source-code/index.js'

/** S3-17, Q3-16, Q3-20: an answer `F` carries a code; NO_SIGN_CUSTOMER and SYSTEM_ERROR mean very different things. */
export const errorCodeIsKept = defineRule({
  id: 'error-code-is-kept',
  severity: 'must',
  sources: ['S3-17', 'Q3-16', 'Q3-20', 'G6'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'Where an answer says F, its error code is read.',
      why: 'NO_SIGN_CUSTOMER says that the agent has not signed, SYSTEM_ERROR says that nobody knows; without the code both look alike, and who gets the wrong one acts wrongly.',
      mend: 'Read the element error, keep it with the operation, and decide by it: signed, not signed, irregular, unknown.',
    },
    zh: {
      claim: '应答为 F 时读取其中的错误码。',
      why: 'NO_SIGN_CUSTOMER 表示代理人没有签约，SYSTEM_ERROR 表示结果未知；不读错误码，两者看起来一样，处理就会出错。',
      mend: '读取 error 元素，随操作一并记录，并据此判断：已签约、未签约、状态异常、未知。',
    },
  },
  *inspect(source) {
    if (!readsAgreementAnswers(source)) return
    const code = Code.of(source)
    if (readsTheCode(code)) return
    for (const { name, start, end, after } of verdictsOf(code)) {
      if (!/success/i.test(name)) continue
      // Who throws or hands on the whole answer has not lost the code.
      if (/\b(?:throw|raise|panic|errors\.New|fmt\.Errorf)\b/.test(after)) continue
      yield {
        place: code.place(start, end),
        message: {
          en: 'is_success is judged here, and the code in error is never read.',
          zh: '此处只判断 is_success，从不读取 error 中的错误码。',
        },
      }
      return
    }
  },
})

function readsTheCode(code: Code): boolean {
  if (/(?:\.|->|::)error\b(?!\s*\()|\bgetError\w*\(|\b(?:[eE]rror_?)?[cC]ode\b|\.Error\b(?!\s*\()/.test(code.structure))
    return true
  return code.strings.some(
    ({ text, filled, start }) =>
      (/^:?error$|\/error\b|<\/?error>|^error_code$|xml:"error|NO_SIGN_CUSTOMER/.test(text) &&
        // `response.on('error', …)` hears of the network, not of Alipay.
        !/\.(?:on|once)\s*\(\s*$/.test(code.structure.slice(Math.max(0, start - 40), start))) ||
      (filled === true && /\.error\b(?!\s*\()|['"]error['"]/.test(text)),
  )
}
