import { defineRule } from '../rule.js'
import { Code, dealsWithGateway, lastBefore, type Call } from '../source-code/index.js'

/** S3-06, Q3-05: the pre-sign string holds the values as they are; they are encoded on the way only. */
export const valuesSignedUnencoded = defineRule({
  id: 'values-signed-unencoded',
  severity: 'must',
  sources: ['S3-06', 'Q3-05', 'G17'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'Values are signed as they are, before they are URL-encoded.',
      why: 'The gateway decodes a request before it checks the signature; what was signed encoded (agent%40example.com) does not match what it sees (agent@example.com): ILLEGAL_SIGN.',
      mend: 'Join and sign the raw values, then encode them for the address or the body.',
    },
    zh: {
      claim: '按原值签名，签名之后再做 URL 编码。',
      why: '网关先解码再验签；对编码后的值（agent%40example.com）签名，与网关看到的值（agent@example.com）不符，返回 ILLEGAL_SIGN。',
      mend: '用原值拼接并签名，之后再编码放入地址或请求体。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    const encodings = Array.from(code.spoken.matchAll(encodes), ({ index }) => index)
      .filter((at) => isRun(code, at))
      .slice(0, 2000)
    if (encodings.length === 0) return
    const digests = code.calls(digestNames)
    for (const at of encodings) {
      const statement = code.statementAt(at, 200)
      if (/decode|unescape/i.test(statement.text)) continue
      // Calls that the encoding stands in, and those that follow it.
      const next = lastBefore(digests.length, (index) => (digests[index]?.open ?? 0) < at) + 1
      const near = digests.slice(Math.max(0, next - 5), next + 10)
      if (!near.some((call) => reaches(code, at, statement, call))) continue
      yield {
        place: code.place(at, at + (/^\w+/.exec(code.structure.slice(at, at + 60))?.[0].length ?? 1)),
        message: {
          en: 'A value is URL-encoded here before it is signed.',
          zh: '此处在签名之前对值做了 URL 编码。',
        },
      }
    }
  },
})

/** Code, or an expression in a string: `"#{name}=#{CGI.escape(value)}"`. */
function isRun(code: Code, at: number): boolean {
  if (/\w/.test(code.structure[at] ?? '')) return true
  const string = code.stringsIn(Math.max(0, at - 1000), at).at(-1)
  return (
    string?.filled === true &&
    string.end > at &&
    /[{$]\s*$/.test(code.spoken.slice(Math.max(string.start, at - 40), at))
  )
}

const encodes =
  /\b(?:URLEncoder\.encode|encodeURIComponent|encodeURI|urlencode|rawurlencode|quote_plus|quote|UrlEncode|QueryEscape|encode_www_form(?:_component)?|http_build_query|querystring\.stringify|CGI\.escape)\s*\(|\bnew\s+URLSearchParams\s*\(/g
const digestNames =
  /(?:^|[.>:])(?:md5\w{0,20}|ComputeHash|hexdigest|openssl_sign|\w{0,20}sign)$|(?:hash|md5|digest|signature|signer|\))\.update$|md5\.Sum$/i

/** Whether what an encoding gives goes into a digest: at once, or by a name in the same function. */
function reaches(
  code: Code,
  at: number,
  statement: { readonly start: number; readonly text: string },
  { open, close }: Call,
): boolean {
  if (open < at) return at < close
  if (open - at > 3000) return false
  const { start, end } = code.functionAt(at)
  if (open < start || open > end) return false
  const before = code.spoken.slice(statement.start, at)
  const line = code.spoken.slice(Math.max(code.spoken.lastIndexOf('\n', at) + 1, at - 300), at)
  const target = [...before.matchAll(assigned)].at(-1)?.[1] ?? [...line.matchAll(assigned)].at(-1)?.[1]
  if (target === undefined) return false
  return new RegExp(`(?<![\\w.>])\\$?${target}\\b`).test(code.spoken.slice(open, Math.min(close, open + 400)))
}

/** What a line assigns to, or adds to: `x = `, `x += `, `x[…] = `, `x.append(`. */
const assigned =
  /^[ \t]*(?:(?:var|let|const|final|String|string|StringBuilder)\s+)?(?:\$?this[.>-]+|self\.)?\$?([A-Za-z_]\w{0,60})\s*(?:\[[^\]\n]{0,80}\]\s*)?(?:[+.:]?=(?!=)|(?:\.|->)(?:append|put|Append|Add|set|Set|push|add)\s*\()/gm
