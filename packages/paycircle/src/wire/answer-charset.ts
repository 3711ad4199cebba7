import { charsetNamed, charsets, type Charset } from '../vocabulary/index.js'
import type { Answer, AnswerNote } from './answer.js'
import { wireError } from './errors.js'
import { asBuffer, decodeIfPossible } from './text-codec.js'

export interface DecodedAnswer {
  readonly text: string
  readonly charset: Charset
  readonly charsetFrom: Answer['charsetFrom']
  readonly notes: readonly AnswerNote[]
}

/** Names under which servers label the three charsets besides their own. */
const labels: Readonly<Partial<Record<string, Charset>>> = Object.assign(Object.create(null) as object, {
  utf8: 'utf-8',
  cp936: 'gbk',
  'x-gbk': 'gbk',
  gb18030: 'gbk',
  'euc-cn': 'gb2312',
} satisfies Record<string, Charset>)

/**
 * The text of an answer. The charset is what HTTP says, else the document, else what the request used, else utf-8;
 * where the bytes are not in it, the one of the three in which they are, with a note.
 *
 * @throws 'answer-unreadable' where they are in none
 */
export function decodeAnswer(
  bytes: Uint8Array,
  contentType: string | undefined,
  requestCharset: Charset | undefined,
): DecodedAnswer {
  const notes: AnswerNote[] = []
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  if (marked) notes.push({ note: 'byte-order-mark' })
  const body = marked ? bytes.subarray(3) : bytes

  const http = resolve(labelOfContentType(contentType), 'http', notes)
  const declaration = resolve(labelOfDocument(body), 'declaration', notes)
  if (http !== undefined && declaration !== undefined && http !== declaration) {
    notes.push({ note: 'charset-contradictory', http, declaration })
  }
  const declared = http ?? declaration ?? requestCharset ?? 'utf-8'
  const charsetFrom =
    http !== undefined
      ? 'http'
      : declaration !== undefined
        ? 'declaration'
        : requestCharset !== undefined
          ? 'request'
          : 'default'

  const text = decodeIfPossible(body, declared)
  if (text !== undefined) return { text, charset: declared, charsetFrom, notes }
  // utf-8 before the others, as bytes in GBK are hardly ever valid in it.
  for (const actual of charsets) {
    const other = decodeIfPossible(body, actual)
    if (other === undefined) continue
    notes.push({ note: 'charset-mislabelled', declared, actual })
    return { text: other, charset: actual, charsetFrom, notes }
  }
  throw wireError('answer-unreadable', { reason: 'charset' })
}

function resolve(label: string | undefined, from: 'http' | 'declaration', notes: AnswerNote[]): Charset | undefined {
  if (label === undefined) return undefined
  const charset = charsetNamed(label) ?? labels[label.toLowerCase()]
  if (charset === undefined) notes.push({ note: 'charset-unknown', from })
  return charset
}

function labelOfContentType(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec((contentType ?? '').slice(0, 500))?.[1]
}

/** The label in an XML declaration or an HTML meta element, both of which are ASCII and stand at the beginning. */
function labelOfDocument(bytes: Uint8Array): string | undefined {
  const head = asBuffer(bytes).toString('latin1', 0, 2048)
  if (!/^\s*<\?xml\s/.test(head)) return /<meta\s[^>]{0,300}?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1]
  return /\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head.slice(0, head.indexOf('>') + 1))?.[1]
}
