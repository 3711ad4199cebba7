import { defineRule } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** Only experience speaks: RSA signatures end in `=`, and values may hold one anywhere. */
export const valueNotCutAtEquals = defineRule({
  id: 'value-not-cut-at-equals',
  severity: 'should',
  sources: ['G10'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'A value is not cut at an equals sign in it.',
      why: 'Split at every =, name=value loses what follows the second one: signatures in base64 end in =, addresses hold it, and what is checked or signed is no longer what came.',
      mend: 'Split at the first = only, or let a function of the language read the parameters.',
    },
    zh: {
      claim: '参数值中含有等号时不被截断。',
      why: '按每个 = 切分 名称=值，会丢掉第二个等号之后的内容：base64 签名以 = 结尾，网址中也有等号，验签和签名的就不再是原来的值。',
      mend: '只在第一个 = 处切分，或使用语言自带的函数解析参数。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    for (const call of code.calls(/(?:^|\.)(?:[sS]plit|explode)$/)) {
      const given = code.argumentsOf(call)
      const separator = call.name === 'strings.Split' ? 1 : 0
      if (!/^["'`]=["'`]$|^\/=\/$/.test(given[separator]?.text ?? '')) continue
      // A limit as the last argument, of C# also options, keeps the rest together.
      if (given.length > separator + (call.name === 'explode' ? 2 : 1)) continue
      if (isOfOtherText(code, call.start) || !takesTheSecond(code, call.start, call.close)) continue
      yield {
        place: code.place(call.start, call.close + 1),
        message: {
          en: 'The value is what stands up to the second =; the rest is lost.',
          zh: '只取第二个 = 之前的内容作为值，其余部分丢失。',
        },
      }
    }
  },
})

/** Cookies, the page's own address and the command line are cut as their owner likes. */
function isOfOtherText(code: Code, at: number): boolean {
  return /cookie|location|argv|\benv\b|header|search|hash/i.test(code.spoken.slice(Math.max(0, at - 120), at + 40))
}

function takesTheSecond(code: Code, start: number, close: number): boolean {
  const after = code.structure.slice(close + 1, close + 600)
  if (/^\s*(?:\[\s*1\s*\]|\.get\(1\)|\.last\b|\.ElementAt\(1\))/.test(after)) return true
  const before = code.structure.slice(Math.max(0, start - 160), start)
  if (
    /(?:\[\s*\$?\w*\s*,\s*\$?\w+\s*\]|\blist\s*\(\s*\$?\w*\s*,\s*\$?\w+\s*\)|\b\w+\s*,\s*\w+)\s*:?=\s*[\w.$>-]*$/.test(
      before,
    )
  )
    // Python refuses a third part.
    return code.language !== 'python'
  const name = /\$?([A-Za-z_]\w{0,60})\s*:?=\s*[\w.$>-]*$/.exec(before)?.[1]
  return (
    name !== undefined &&
    new RegExp(`(?<![\\w])${name}\\s*\\[\\s*1\\s*\\]`).test(after) &&
    !new RegExp(`(?<![\\w])${name}\\s*\\[\\s*2\\s*\\]|\\bjoin\\b|implode`).test(after)
  )
}
