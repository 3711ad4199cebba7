import type { SourceEvidence } from '../evidence/index.js'
import { defineRule, type Finding } from '../rule.js'
import { dealsWithGateway } from '../source-code/index.js'

/** S3-02, Q3-02: partner ID and key stay private. Keys in strings, comments and tests; the value is never repeated. */
export const noKeyInSource = defineRule({
  id: 'no-key-in-source',
  severity: 'must',
  sources: ['S3-02', 'Q3-02', 'G23'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'No security key and no private key stands in source.',
      why: 'Source is copied, backed up, shared and published; whoever reads the key can charge and refund in your name.',
      mend: 'Read the key from the environment or from a file outside the repository, and have Alipay issue a new one: this one is known.',
    },
    zh: {
      claim: '源代码中没有安全校验码，也没有私钥。',
      why: '源代码会被复制、备份、共享甚至公开；谁读到密钥，谁就能以您的名义扣款和退款。',
      mend: '改为从环境变量或代码库之外的文件读取密钥，并请支付宝更换：现有的这一个已经泄露。',
    },
  },
  *inspect(source) {
    const { document } = source
    yield* keysBehindPreSignStrings(source)
    const isGatewayCode = dealsWithGateway(source)
    const names = isGatewayCode || /alipay|支付宝/i.test(document.text)
    if (!names) return
    const isAlipayCode = isGatewayCode || /(?<!\d)2088\d{12}(?!\d)/.test(document.text)
    for (const { kind, start, end } of source.tokens) {
      if (kind !== 'string' && kind !== 'comment') continue
      const written = document.text.slice(start, end)
      for (const match of written.matchAll(/(?<![\w+/=-])[0-9A-Za-z]{32}(?![\w+/=-])/g)) {
        const at = start + match.index
        if (isKey(match[0], wordsBefore(source, at), { isAlipayCode, isGatewayCode }))
          yield {
            place: document.place(at, at + 32),
            message: {
              en: 'A security key of 32 characters stands here in clear.',
              zh: '此处明文写有 32 位安全校验码。',
            },
          }
      }
      const key = isAlipayCode ? privateKeyIn(source, start, end) : undefined
      if (key !== undefined)
        yield {
          place: document.place(key, key + 10),
          message: { en: 'A private key stands here in clear.', zh: '此处明文写有私钥。' },
        }
    }
  },
})

/** What stands before on the line: the name that a value is given. */
function wordsBefore({ document }: SourceEvidence, at: number): string {
  const before = document.text.slice(Math.max(0, at - 120), at)
  return before.slice(before.lastIndexOf('\n') + 1)
}

/** Whatever else the file is about: this much is Alipay's. */
function* keysBehindPreSignStrings(source: SourceEvidence): Iterable<Finding> {
  const { document } = source
  if (!document.text.includes('_input_charset=')) return
  for (const { kind, start, end } of source.tokens) {
    if (kind !== 'string' && kind !== 'comment') continue
    for (const match of document.text.slice(start, end).matchAll(behindPreSignString)) {
      if (isPlaceholder(match[1] ?? '')) continue
      const at = start + match.index + match[0].length - 32
      yield {
        place: document.place(at, at + 32),
        message: {
          en: 'A pre-sign string stands here with the key behind it.',
          zh: '此处的待签名字符串后面带有密钥。',
        },
      }
    }
  }
}

/** What MD5 is made of: the last value of a pre-sign string and, with nothing between, the key. */
const behindPreSignString =
  /[&"'](?:_input_charset|biz_type|partner|service|sign_channel|user_email)=(?:utf-8|gbk|gb2312|10004|2088\d{12}|[a-z_]{8,40}?_(?:protocol|partner|unsign)|NORMAL|[\w.@-]{3,60}\.(?:com|cn|net))([0-9a-z]{32})(?![\w&=])/gi

const nameOfKey =
  /(?:\w*key\w*|\w*secret\w*|\w*security_?code\w*|安全校验码|校验码|密钥)["'`\])}\s]*(?:=>|:=|==?|:|：|,|\(|\bis\b|为|是)?[\s("'`@]*$/i
const nameOfAlipayKey =
  /(?:ali\w*key|md5_?key|security_?(?:code|key)|partner_?key|sign_?key|private_?key|安全校验码)\W*$/i
/** Names of 32 characters that are something else. */
const nameOfOther =
  /(?:public|api_?key|app_?(?:key|secret|id)|wx|wechat|weixin|access_?key|cache|redis|aes|des_?key|jwt|csrf|captcha|sign\b|signature|md5\b|digest|hash|sum|etag|uuid|guid|token|session|nonce|commit|revision|version|build|integrity|trade_?no|order|batch|notify_?id|\bid\b|ticket|openid)\w*["'`\])}\s]*(?:=>|:=|==?|:|,|\()?[\s("'`@]*$/i

function isKey(
  value: string,
  before: string,
  { isAlipayCode, isGatewayCode }: { readonly isAlipayCode: boolean; readonly isGatewayCode: boolean },
): boolean {
  if (isPlaceholder(value)) return false
  const isOther = nameOfOther.test(before)
  if (nameOfAlipayKey.test(before) && !isOther) return true
  // Hexadecimal is what checksums, commits and identifiers are; a key of Alipay's hardly ever is.
  if (!/[g-z]/i.test(value)) return isGatewayCode && !isOther && /(?:^|[^a-z])key\W*$/i.test(before)
  if (isOther || !/\d/.test(value)) return false
  // Keys of Alipay's are of small letters; a mixed one must be called a key.
  if (/[A-Z]/.test(value)) return nameOfKey.test(before)
  return isGatewayCode || (isAlipayCode && nameOfKey.test(before))
}

/** Repeated or counted up: nobody's key. */
function isPlaceholder(value: string): boolean {
  if (new Set(value).size < 10) return true
  let steps = 0
  for (let at = 1; at < value.length; at += 1) {
    const step = value.charCodeAt(at) - value.charCodeAt(at - 1)
    if (step === 0 || step === 1) steps += 1
  }
  return steps >= 16
}

/**
 * Where a private key begins in a token, in PEM or, by a name that says so, as bare base64. A constant that is joined
 * of lines goes on in the next tokens.
 */
function privateKeyIn({ document }: SourceEvidence, start: number, end: number): number | undefined {
  const written = document.text.slice(start, end)
  const pem = written.search(/-----BEGIN (?:RSA )?PRIVATE KEY-----/)
  if (pem !== -1) {
    const following = document.text.slice(start + pem, start + pem + 300)
    return /KEY-----(?:\\[rn]|[\s"'+.*#/]){0,100}[A-Za-z0-9+/]{40}/.test(following) ? start + pem : undefined
  }
  const bare = written.search(/(?<![A-Za-z0-9+/])MII[CEJ][A-Za-z0-9+/]{40}/)
  if (bare === -1) return undefined
  return /private|私钥|pkcs8/i.test(document.text.slice(Math.max(0, start + bare - 100), start + bare))
    ? start + bare
    : undefined
}
