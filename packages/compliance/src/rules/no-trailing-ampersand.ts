import { defineRule } from '../rule.js'
import { Code, dealsWithGateway, type Block } from '../source-code/index.js'

/** S3-06, Q3-05: name=value joined with &, and nothing after the last. */
export const noTrailingAmpersand = defineRule({
  id: 'no-trailing-ampersand',
  severity: 'must',
  sources: ['S3-06', 'Q3-05', 'G11'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'The pre-sign string does not end in &.',
      why: 'Whoever skips empty values and leaves out the & after the last name leaves one standing when the last value is empty; then the signature does not match, but only for some agents.',
      mend: 'Collect the pairs that have a value first, then join them with &.',
    },
    zh: {
      claim: '待签名字符串不以 & 结尾。',
      why: '循环中跳过空值、又只在最后一个参数后不加 &，当最后一个值为空时就会留下 &；此时验签失败，而且只对部分代理人失败。',
      mend: '先收集有值的参数，再用 & 连接。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    for (const loop of code.blocks.filter(({ kind }) => kind === 'loop')) {
      const at = loop.end - loop.start > 2000 ? undefined : ampersandLeft(code, loop)
      if (at !== undefined)
        yield {
          place: code.place(at, at + 3),
          message: {
            en: 'The & stays at the end of the pre-sign string when the last value is skipped.',
            zh: '跳过最后一个值时，待签名字符串末尾会留下 &。',
          },
        }
    }
  },
})

const skips =
  /\bcontinue\b|\bif\b[^\n]{0,160}(?:[!=]==?\s*["']["']|isEmpty|IsNullOrEmpty|isBlank|isNotBlank|isNotEmpty|empty\(|StringUtils|!= ?(?:null|nil|None)|\.length\s*[>!=])/
const comparesWithLast = /(?:size\(\)|\.length|\.Length|\.Count|count\(\$?\w+\)|len\(\w+\))\s*-\s*1\b/
const takesAway =
  /\bsubstr|\bSubstring|\bsubstring|\.slice\(|\[:-1\]|\brtrim\b|\btrim\w*\(|\bTrim\w*\(|\bchomp|\bchop|deleteCharAt|setLength|\.Remove\(|\.Length\s*-=|\.replace\(|\bpreg_replace|delete\(/

/** Where a loop adds an & that may be the last: it skips empty values and looks at the index, or nothing takes the last & away. */
function ampersandLeft(code: Code, { start, end }: Block): number | undefined {
  const body = code.spoken.slice(start, end)
  const ampersand = /["'`]&["'`]|&`|&"/.exec(body)
  if (ampersand === null || !/["'`]=["'`]|=\$\{|=["'`]\s*[+.]|=%s/.test(body)) return undefined
  // A mark before each pair but the first leaves none behind.
  if (/["'`]&["'`]\s*\+\s*\w+\s*\+\s*["'`]=|["'`]&\$?\{/.test(body)) return undefined
  const around = code.functionAt(start)
  const after = code.spoken.slice(end, Math.min(around.end, end + 1500))
  if (takesAway.test(after)) return undefined
  const at = start + ampersand.index
  if (skips.test(body) && comparesWithLast.test(body)) return at
  const name = /(?:^|[\s;{}(])\$?(\w{1,60})\s*(?:\+=|\.=)[^;\n]{0,200}["'`]&["'`]\s*[;\n]/.exec(`${body}\n`)?.[1]
  if (name === undefined || comparesWithLast.test(body)) return undefined
  const hashed = new RegExp(
    String.raw`(?:md5|MD5|Md5|digest|ComputeHash|sha1|update)\w*\s*\(?[^;\n]{0,80}(?<![\w])\$?${name}\b`,
  )
  return hashed.test(after) ? at : undefined
}
