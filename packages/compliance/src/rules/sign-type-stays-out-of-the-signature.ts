import { defineRule } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** S3-07, Q3-06: what is signed is the list without sign and sign_type. */
export const signTypeStaysOutOfTheSignature = defineRule({
  id: 'sign-type-stays-out-of-the-signature',
  severity: 'must',
  sources: ['S3-07', 'Q3-06', 'G18'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'sign_type is sent, but takes no part in the signature.',
      why: 'Alipay leaves sign and sign_type out before it checks; a string that holds sign_type has another signature: ILLEGAL_SIGN.',
      mend: 'Sign first and add sign and sign_type afterwards, or leave both out where the pre-sign string is made.',
    },
    zh: {
      claim: '发送 sign_type，但它不参与签名。',
      why: '支付宝验签时先去掉 sign 和 sign_type；待签名字符串中含有 sign_type，签名就不同，返回 ILLEGAL_SIGN。',
      mend: '先签名，再加入 sign 和 sign_type；或在生成待签名字符串时去掉这两个参数。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    if (!hashes.test(code.structure)) return
    const mentions = [...code.spoken.matchAll(/\bsign_type\b/g)].map(({ index }) => index).slice(0, mentionLimit)
    // A file that leaves it out anywhere knows; where it does not, someone else may.
    if (mentions.some((at) => leavesOut(code, at))) return
    for (const at of mentions) {
      const container = containerOf(code, at)
      if (container === undefined) continue
      const { end } = code.functionAt(at)
      if (!isSignedAfter(code.spoken.slice(at, Math.min(end, at + 2000)), container)) continue
      yield {
        place: code.place(at, at + 'sign_type'.length),
        message: {
          en: `sign_type is put into ${container}, and ${container} is signed afterwards.`,
          zh: `先把 sign_type 放入 ${container}，然后才对 ${container} 签名。`,
        },
      }
    }
  },
})

const leaving =
  /[!=]=|equals|unset|delete|remove|\bpop\b|except|reject|omit|filter|exclude|ignore|skip|\bin\b|includes|contains|\bcase\b|["']sign["']\s*,\s*["']?$/i

function leavesOut({ spoken }: Code, at: number): boolean {
  const line = spoken.slice(spoken.lastIndexOf('\n', at) + 1, at).slice(-120)
  return leaving.test(line) || /^["'\])]{0,3}\s*[!=]==?/.test(spoken.slice(at + 9, at + 20))
}

/** The name of what sign_type is put into: `p` of `p["sign_type"] = …`, of `p.put("sign_type", …)` and of `p = { sign_type: … }`. */
function containerOf({ spoken, pairs }: Code, at: number): string | undefined {
  const before = spoken.slice(Math.max(0, at - 80), at)
  const own = /\$?([A-Za-z_]\w{0,60})\s*(?:\[\s*["']|\.(?:put|Add|set|Set|add|append)\s*\(\s*["']|\.)$/.exec(
    before,
  )?.[1]
  if (own !== undefined)
    return /^\s*["']?\s*[\]),]?\s*(?:=(?!=)|["'\w$(])/.test(spoken.slice(at + 9, at + 30)) ? own : undefined
  const headStart = Math.max(0, at - 800)
  const opening = [...spoken.slice(headStart, at).matchAll(literal)].findLast((match) => {
    const close = pairs.get(headStart + match.index + match[0].length - 1)
    return close !== undefined && close > at
  })
  return opening?.[1]
}

/** More mentions than this say nothing new. */
const mentionLimit = 200

const hashes =
  /\bmd5\w*\s*\(|createHash|openssl_sign|Signature\.getInstance|MessageDigest|hashlib|DigestUtils|MD5\.\w|MD5CryptoServiceProvider|Digest::|md5\.Sum|\brsa\./i
const literal =
  /(?<![\w$])\$?([A-Za-z_]\w{0,60})\s*:?=\s*(?:new\s+[\w<>, ]{1,60}(?:\([^()]{0,60}\))?\s*|array\s*|map\[string\]string)?[[({]/g

function isSignedAfter(after: string, container: string): boolean {
  if (signs(container).test(after)) return true
  // What is made of it may be what is signed: `parameters, joined = filtered(parameters)`.
  const made = new RegExp(
    String.raw`(?:^|\n)[ \t]*(?:(?:var|let|const|String|string)\s+)?([\w$, ]{1,80}?)\s*:?=\s*(?!\s*(?:sign|md5)\w*\()[\w$.>:-]{0,60}\w\(\s*\$?${container}\s*[,)]`,
  ).exec(after)
  const names = (made?.[1] ?? '').match(/[A-Za-z_]\w*/g) ?? []
  const rest = made === null ? '' : after.slice(made.index + made[0].length)
  return names.slice(0, 5).some((name) => signs(name).test(rest))
}

function signs(container: string): RegExp {
  return new RegExp(
    String.raw`(?:["']sign["']\s*\]?\s*(?:=>|=|:|,)\s*|\bsign\s*[:=]\s*|\b\w{0,30}[sS]ign(?:ature)?\s*:?=\s*)(?:await\s+)?[\w$.>:-]{0,60}(?:[sS]ign|md5|MD5|digest)\w{0,30}\s*\([^;\n]{0,60}(?<![\w])${container}\b`,
  )
}
