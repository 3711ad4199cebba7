import { defineRule, type Sentence } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** S3-14, Q3-13: what arrives is what was signed only where values are encoded on the way. */
export const addressValuesEncoded = defineRule({
  id: 'address-values-encoded',
  severity: 'must',
  sources: ['S3-14', 'Q3-13', 'G9'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'Values are URL-encoded where source spells out an address of the gateway.',
      why: 'A + in a value arrives as a blank, an & ends it, Chinese characters arrive as the browser likes: other values than were signed.',
      mend: 'Encode each value by the charset of _input_charset (URLEncoder.encode, encodeURIComponent, urlencode …), or let a function of the language write the query.',
    },
    zh: {
      claim: '用代码拼写网关地址时，对参数值做 URL 编码。',
      why: '值中的 + 到达时变成空格，& 会截断它，汉字由浏览器任意编码：网关看到的值与签名的值不同。',
      mend: '按 _input_charset 的编码对每个值编码（URLEncoder.encode、encodeURIComponent、urlencode 等），或使用语言自带的函数生成查询串。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    const encoded = encodedNames(code)
    for (const { start, end, text, filled } of code.strings) {
      const joined = joinedValue(code, { text, end })
      const inside = filled === true && wholeAddress.test(text) ? filledValue.exec(text) : null
      if (filled === true && mappedAddress.test(text) && !/encode|escape|quote/i.test(text))
        yield { place: code.place(start, end), message: unencoded }
      const [, parameter, name] = joined ?? inside ?? []
      if (parameter === undefined || name === undefined) continue
      if (/enc|escaped|quoted/i.test(name) || encoded.has(name.split('.').at(-1) ?? name)) continue
      if (joined !== undefined && !isPartOfAddress(code, start)) continue
      yield {
        place: code.place(start, end),
        message: {
          en: `${parameter} is written into the address without being encoded.`,
          zh: `${parameter} 的值未经编码直接写入地址。`,
        },
      }
    }
    for (const match of code.structure.matchAll(joinedByKit)) {
      const start = match.index + match[0].search(/createLink/i)
      yield {
        place: code.place(start, match.index + match[0].length - 1),
        message: unencoded,
      }
    }
  },
})

const unencoded: Sentence = {
  en: 'Names and values are joined and written into the address; the values are not encoded.',
  zh: '参数名和值直接拼接后写入地址，参数值没有编码。',
}

/** `"#{gateway}?#{parameters.map { … }.join('&')}"`. */
const mappedAddress = /^[#$]\{\w*gateway\w*\}\?[#$]\{[^\n]{0,100}\.(?:map|collect)\b/i

/** `gateway + createLinkString(…)`: of the kits' two functions the one whose values are as they are signed. */
const joinedByKit =
  /\b\w*gateway\w*(?:\s*(?:\+|\.)\s*"[^"\n]{0,4}")?\s*(?:\+|\.)\s*(?:[\w$]{1,40}(?:\.|->|::)){0,3}createLink[sS]tring\s*\(/gi

const wholeAddress = /^https?:\/\/[\w.-]*alipay[\w.-]*\/\S*gateway\.do\?|^\$?\{\$?\w*gateway\w*\}\?/i
const filledValue =
  /[?&](email|user_email|subject|return_url|notify_url|body)=(?:\$\{|#\{|\{\$?|\$)([A-Za-z_][\w.]{0,60})(?:\}|&|$)/

/** A parameter at the end of a string, and the plain name that is joined to it. */
function joinedValue(
  { structure }: Code,
  { text, end }: { readonly text: string; readonly end: number },
): readonly [whole: string, parameter: string, name: string] | undefined {
  const parameter = /[?&](email|user_email|subject|return_url|notify_url|body)=$/.exec(text)?.[1]
  if (parameter === undefined) return undefined
  const following = structure.slice(end, end + 100)
  const name = /^\s*(?:\+|\.(?!\w))\s*\$?([A-Za-z_][\w.]{0,60})\s*(?:[+.;)\n]|$)/.exec(following)?.[1]
  return name === undefined ? undefined : [text, parameter, name]
}

/** The statement begins with the gateway: the same pieces may make a pre-sign string, which is not encoded. */
function isPartOfAddress({ spoken }: Code, start: number): boolean {
  const statement = spoken
    .slice(Math.max(0, start - 500), start + 2)
    .split(/;|\n\n|\breturn\b/)
    .at(-1)
  return statement !== undefined && /gateway\.do\?|\b\w*gateway\w*\s*(?:\+|\.)\s*["'`](?:\?|\w{1,40}=)/i.test(statement)
}

/** Names that are given something encoded. */
function encodedNames({ spoken }: Code): ReadonlySet<string> {
  const given = /(?<![\w])([A-Za-z_]\w{0,60})\s*=\s*[^;=\n]{0,80}?(?:[eE]ncode|quote|[eE]scape)/g
  return new Set(Array.from(spoken.matchAll(given), ([, name]) => name ?? ''))
}
