import type { ErrorPageAnswer } from './answer.js'

const label = '错误代码'

/** What an HTML page says: the bare code after 错误代码 (error code), which only the gateway's pages have, and the title. */
export function readErrorPage(html: string): Pick<ErrorPageAnswer, 'code' | 'title'> {
  const at = html.indexOf(label)
  const code = at === -1 ? undefined : codeAfter(html.slice(at + label.length, at + label.length + 600))
  const title = titleOf(html)
  return { ...(code === undefined ? {} : { code }), ...(title === undefined ? {} : { title }) }
}

function codeAfter(html: string): string | undefined {
  const text = html.replace(/<[^<>]*>|&nbsp;|&#160;/g, ' ')
  return /^[\s:：]*([A-Z][A-Z0-9_]{2,63})(?![A-Za-z0-9_])/.exec(text)?.[1]
}

function titleOf(html: string): string | undefined {
  const start = /<title[^<>]{0,200}>/i.exec(html.slice(0, 20_000))
  if (start === null) return undefined
  const from = start.index + start[0].length
  const text = html.slice(from, from + 400).split('<')[0] ?? ''
  const title = text.replace(/\s+/g, ' ').trim().slice(0, 200)
  return title === '' ? undefined : title
}
