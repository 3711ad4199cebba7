import { defineRule } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** Only experience speaks: a request that turns into another one when it grows fails for some agents and not for others. */
export const getStaysGet = defineRule({
  id: 'get-stays-get',
  severity: 'should',
  sources: ['G12'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'A request does not turn from GET into POST because it is long.',
      why: 'The values of a long address are encoded already; moved into a body as they are, they are encoded twice or not read at all, and the signature fails for long values only.',
      mend: 'Choose one method for a service, and build the body from the parameters, not from the address.',
    },
    zh: {
      claim: '请求不因过长而从 GET 变为 POST。',
      why: '长地址中的值已经编码；原样移入请求体会重复编码或无法读取，结果只有较长的值验签失败。',
      mend: '每个接口固定使用一种方法，请求体由参数生成，而不是由地址生成。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    for (const match of code.structure.matchAll(longer)) {
      const end = match.index + match[0].length
      const block = code.blockAt(match.index)
      const then =
        block === undefined
          ? code.spoken.slice(end, end + 250).split(/[;\n]/, 1)[0]
          : code.spoken.slice(block.start, Math.min(block.end, block.start + 1000))
      if (!posts.test(then ?? '')) continue
      yield {
        place: code.place(match.index, end),
        message: {
          en: 'The request becomes a POST here because its address is long.',
          zh: '此处因地址过长而把请求改为 POST。',
        },
      }
    }
  },
})

const longer =
  /\bif\s*\(?\s*(?:(?:[\w.$>-]{0,60}(?:url|uri|query|address|request|link)\w{0,30}(?:\(\))?\.(?:length(?:\(\))?|Length|size))|(?:(?:len|strlen)\(\s*\$?[\w.>-]{0,60}(?:url|uri|query|address|request|link)\w{0,30}\s*\)))\s*>=?\s*(?:\d{3,5}|[A-Z][A-Z_]{2,30})/gi

const posts =
  /["'](?:POST|Post|post)["']|Method\.(?:POST|Post)\b|HttpPost\b|\.post\(|\bCURLOPT_POST\b|http\.Post\b|Net::HTTP::Post/
