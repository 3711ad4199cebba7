import { escapeHtml } from 'paycircle/internal/base'
import type { Charset } from 'paycircle/internal/vocabulary'
import { encodeText } from 'paycircle/internal/wire'

/** An answer before it becomes bytes, so that a fault can still change its charset. */
export interface Answer {
  readonly status: number
  readonly mediaType: 'text/xml' | 'text/html'
  readonly charset: Charset
  /** The text, which declares the charset that it is told. */
  readonly text: (declared: Charset) => string
  readonly headers?: Readonly<Record<string, string>>
  /** The code that it carries, where it carries one. */
  readonly code?: string
}

/** The charset in which an answer goes out and the one that it claims; they differ only under a fault. */
export interface Lettering {
  readonly declared: Charset
  readonly actual: Charset
}

/** On every answer, so that nobody can take it for Alipay's. */
export const simulatorHeader: Readonly<Record<string, string>> = { 'X-Paycircle-Simulator': '1' }

/** As Alipay spells charsets in headers and declarations; it answers gb2312 as GBK. */
function wireName(charset: Charset): string {
  return charset === 'utf-8' ? 'utf-8' : 'GBK'
}

export function contentType(answer: Answer, declared: Charset): string {
  return `${answer.mediaType};charset=${wireName(declared)}`
}

export function answerBytes(answer: Answer, { declared, actual }: Lettering): Uint8Array {
  const text = answer.text(declared)
  try {
    return encodeText(text, actual)
  } catch {
    // An address may hold characters that GBK lacks; markup can say every character.
    return encodeText(
      text.replace(/[^\0-\x7F]/gu, (character) => `&#${character.codePointAt(0) ?? 0xfffd};`),
      actual,
    )
  }
}

/** The comment stands before the root, where readers that count children do not meet it. */
const comment = '<!-- paycircle simulator, not Alipay; 模拟器，并非支付宝 -->'

/** The flat answer of the query: root, `is_success`, then the fields in their order. */
export function xmlAnswer(charset: Charset, fields: readonly (readonly [string, string])[], code?: string): Answer {
  const children = fields.map(([name, value]) => `<${name}>${escapeHtml(value)}</${name}>`).join('')
  return {
    status: 200,
    mediaType: 'text/xml',
    charset,
    text: (declared) =>
      `<?xml version="1.0" encoding="${wireName(declared)}"?>\n${comment}\n<alipay>${children}</alipay>`,
    ...(code === undefined ? {} : { code }),
  }
}

export function xmlError(charset: Charset, code: string): Answer {
  const fields = [
    ['is_success', 'F'],
    ['error', code],
  ] as const
  return xmlAnswer(charset, fields, code)
}

/**
 * The page with which the gateway refuses: status 200, GBK whatever the request's charset, gb2312 in its markup, the
 * bare code after its label. Markup is ours; only the wording of the real page has been reported.
 */
export function errorPage(code: string): Answer {
  return {
    status: 200,
    mediaType: 'text/html',
    charset: 'gbk',
    headers: { 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'", 'X-Frame-Options': 'DENY' },
    code,
    text: (declared) => `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=${declared === 'utf-8' ? 'utf-8' : 'gb2312'}">
<title>支付宝网上支付（模拟器）</title>
</head>
<body>
<main>
<h1>调试错误，请回到请求来源地，重新发起请求。</h1>
<p>错误代码 ${escapeHtml(code)}</p>
<p>如果您是来此网站购物的客户：这是由于来源网站的接入程序有误，请与该网站联系。</p>
<p>这是 paycircle 模拟器，不是支付宝。 <span lang="en">This is the paycircle simulator, not Alipay.</span></p>
</main>
</body>
</html>
`,
  }
}

/** HTML where XML was due, without any code, as a proxy or a maintenance page in between would answer. */
export function strayHtml(status: number): Answer {
  const title = status === 503 ? '503 Service Unavailable' : 'Please try again later'
  return {
    status,
    mediaType: 'text/html',
    charset: 'utf-8',
    text: () =>
      `<!DOCTYPE html>\n<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>paycircle simulator, not Alipay</p></body></html>\n`,
  }
}
