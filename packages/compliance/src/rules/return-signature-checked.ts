import { defineRule } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** Only experience speaks: whoever knows the address of a return can call it with what he likes. */
export const returnSignatureChecked = defineRule({
  id: 'return-signature-checked',
  severity: 'should',
  sources: ['G34'],
  reads: ['project'],
  texts: {
    en: {
      claim:
        'What comes back from Alipay through the browser, or as a notification, is believed after its signature is checked.',
      why: 'Anybody can call the address with trade_status=TRADE_SUCCESS; only the signature tells that Alipay said so.',
      mend: 'Verify sign over all other parameters but sign_type, ask notify_verify for notifications, and only then act.',
    },
    zh: {
      claim: '经浏览器返回的数据和异步通知，验签之后才采信。',
      why: '任何人都能以 trade_status=TRADE_SUCCESS 访问该地址；只有签名能证明是支付宝所说。',
      mend: '对 sign 和 sign_type 之外的全部参数验签，通知再以 notify_verify 核实，然后才处理业务。',
    },
  },
  *inspect({ pieces }) {
    const sources = pieces.filter((piece) => piece.kind === 'source')
    if (!sources.some((source) => dealsWithGateway(source))) return
    // Whoever verifies somewhere may do so in front of every handler.
    if (sources.some((source) => verifies.test(source.document.text) && verifies.test(Code.of(source).spoken))) return
    for (const source of sources) {
      if (!/alipay|支付宝/i.test(source.document.path + source.document.text)) continue
      const code = Code.of(source)
      if (/["'.]sign\b/.test(code.spoken)) continue
      const match = reads.exec(code.spoken)
      if (match === null) continue
      yield {
        place: code.place(match.index, match.index + match[0].length),
        message: {
          en: `${match[1] ?? ''} is taken from the request, and no signature is checked anywhere.`,
          zh: `从请求中读取 ${match[1] ?? ''}，而没有任何地方验签。`,
        },
      }
    }
  },
})

const verifies =
  /notify_verify|verif\w{0,40}\s*[(=:]|\bverif(?:y|ied)\b|check_?[sS]ign|getSignVeryfy|Verify\w{0,40}\s*\(|signature_valid|valid_signature|isSignValid/
const reads =
  /(?:getParameter\s*\(|\$_(?:GET|POST|REQUEST)\s*\[|\breq(?:uest)?\.(?:query|body)\s*(?:\.|\[)|\brequest\.(?:GET|POST|args|form|values)\s*(?:\.get\s*\(|\[)|\bparams\s*\[:?|\bRequest(?:\.(?:QueryString|Form|Params))?\s*\[|\bFormValue\s*\(|\bQuery\(\)\.Get\s*\()\s*["']?(trade_status|is_success|result_details)\b/
