import type { Place } from '../evidence/index.js'
import { defineRule, type Finding } from '../rule.js'

/** A pre-sign string with something of a key's length behind its last value, which is what MD5 is made of. */
const parameter =
  /(?:^|[^\w])((?:_input_charset|biz_type|email|partner|service|sign_channel|user_email)=[^\s&"'<>]{1,200}(?:&[a-z_]{2,40}=[^\s&"'<>]{0,400}){2,30})/g
const keyAtEnd =
  /(?:utf-8|gbk|gb2312|10004|2088\d{12}|_protocol|_with_partner|NORMAL|\.(?:com|cn|net|org))([0-9a-z]{32})$/i
const namedKey =
  /(?:\b(?:md5_?key|security_?(?:key|code)|partner_?key|alipay_?key|safe_?key)|安全校验码)["']?\s*[:=：]\s*["']?([0-9A-Za-z]{32})\b/gi
const privateKey = /-----BEGIN (?:RSA )?PRIVATE KEY-----/g

/** S3-02, Q3-02: the key stays private; a log is read by many and kept for long. */
export const logsHoldNoKey = defineRule({
  id: 'logs-hold-no-key',
  severity: 'must',
  sources: ['S3-02', 'Q3-02', 'G23'],
  reads: ['log'],
  texts: {
    en: {
      claim: 'No security key and no private key stands in a log.',
      why: 'Whoever reads the log can sign in the merchant’s name: debit agents, refund, take the money.',
      mend: 'Log the pre-sign string without the key, mask the rest; have Alipay change the key that has been in the log, and take the old logs away.',
    },
    zh: {
      claim: '日志中没有安全校验码，也没有私钥。',
      why: '能读到日志的人都可以冒用商户签名：代扣、退款、转走资金。',
      mend: '日志中只记录不含密钥的待签名字符串，其余内容做掩码；已经写入日志的密钥须在支付宝更换，并清除旧日志。',
    },
  },
  *inspect({ document }) {
    const { text, lineStarts } = document
    for (const [at, start] of lineStarts.entries()) {
      const end = Math.min((lineStarts[at + 1] ?? text.length + 1) - 1, start + 20_000)
      yield* findingsIn(text.slice(start, end), (from, to) => document.place(start + from, start + to))
    }
  },
})

function* findingsIn(line: string, place: (from: number, to: number) => Place): Iterable<Finding> {
  if (line.includes('&')) {
    for (const match of line.matchAll(parameter)) {
      const preSign = match[1] ?? ''
      const key = keyAtEnd.exec(preSign)?.[1]
      if (key === undefined || /(?:^|&)sign=[^&]*$/.test(preSign)) continue
      const end = match.index + match[0].length
      yield finding(place(end - key.length, end), {
        en: 'A pre-sign string stands in the log with the key behind it.',
        zh: '日志中的待签名字符串后面带有密钥。',
      })
    }
  }
  for (const match of line.matchAll(namedKey)) {
    const key = match[1] ?? ''
    if (/^(.)\1+$/.test(key)) continue
    const end = match.index + match[0].length
    yield finding(place(end - key.length, end), { en: 'A security key stands in the log.', zh: '日志中有安全校验码。' })
  }
  for (const match of line.matchAll(privateKey)) {
    yield finding(place(match.index, match.index + match[0].length), {
      en: 'A private key stands in the log.',
      zh: '日志中有私钥。',
    })
  }
}

function finding(place: Place, message: Finding['message']): Finding {
  return { place, message }
}
