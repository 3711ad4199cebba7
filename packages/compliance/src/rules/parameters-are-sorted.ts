import type { ProjectEvidence, SourceEvidence } from '../evidence/index.js'
import { defineRule } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** S3-06, Q3-05: name=value, from a to z by name. Both sides make the string for themselves, so the order is part of it. */
export const parametersAreSorted = defineRule({
  id: 'parameters-are-sorted',
  severity: 'must',
  sources: ['S3-06', 'Q3-05'],
  reads: ['project'],
  texts: {
    en: {
      claim: 'Parameters are sorted by name before they are joined and signed.',
      why: 'Alipay sorts what it received and signs that; a string in the order in which a program happened to set its parameters has another signature, and the gateway answers ILLEGAL_SIGN.',
      mend: 'Sort the names from a to z (ksort, TreeMap, sorted, sort.Strings …) right before joining.',
    },
    zh: {
      claim: '参数按名称排序后再拼接、签名。',
      why: '支付宝对收到的参数排序后计算签名；按程序设置参数的先后顺序拼接，签名就不同，网关返回 ILLEGAL_SIGN。',
      mend: '拼接之前按名称由 a 到 z 排序（ksort、TreeMap、sorted、sort.Strings 等）。',
    },
  },
  *inspect({ pieces }: ProjectEvidence) {
    const sources = pieces.filter(
      (piece): piece is SourceEvidence => piece.kind === 'source' && dealsWithGateway(piece),
    )
    // Who sorts anywhere may sort for all.
    if (sources.some((source) => sorts.test(Code.of(source).structure))) return
    if (!sources.some((source) => setsOutOfOrder.test(Code.of(source).spoken))) return
    for (const source of sources) {
      const code = Code.of(source)
      if (!digests.test(code.structure)) continue
      for (const loop of code.spoken.matchAll(joins)) {
        const start = loop.index + loop[0].search(pair)
        yield {
          place: code.place(start, loop.index + loop[0].length),
          message: {
            en: 'Names and values are joined in the order in which they were set; nothing sorts them.',
            zh: '参数名和值按设置的先后顺序拼接，没有排序。',
          },
        }
        break
      }
    }
  },
})

const sorts = /sort|tree(?:map|set|dict)|skiplist|order_?by|compareTo|localeCompare|ordinal|\bheapq\b|argSort/i
const digests = /md5|createHash|hexdigest|DigestUtils|hashlib|ComputeHash|openssl_sign|MessageDigest/i

/** `service` is set before `partner` or `_input_charset`: in that order it cannot be signed. */
const setsOutOfOrder =
  /(?<![\w$.])["':]?service["']?\s*(?:\]\s*=|=>|:|,|=)[^{}]{0,400}?(?<![\w$])["':]?(?:partner|_input_charset)["']?\s*(?:\]\s*=|=>|:|,|=)/

const pair = /["'`]=["'`]\s*[+.,]|=%s|=#\{|=\$\{|%[sv]=%[sv]/
/** A loop, or what stands for one, in which a name and a value are put together. */
const joins = new RegExp(
  String.raw`(?:\b(?:for|foreach|while)\b|\.(?:map|each|forEach|reduce|collect)\b|\$\.each\b)[^;]{0,200}?(?:;[^;]{0,200}?){0,3}(?:${pair.source})`,
  'g',
)
