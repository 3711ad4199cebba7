import { messages } from '../messages.js'
import { html, type Html } from './html.js'
import { linkIn, type Locale } from './locale.js'

/** Links to the older slice of a list, and back to its beginning. */
export function pager(
  locale: Locale,
  path: string,
  query: Readonly<Record<string, string>>,
  next: string | undefined,
  isFirst: boolean,
): Html | '' {
  if (next === undefined && isFirst) return ''
  const text = messages[locale.language]
  const to = (more: Readonly<Record<string, string>>) => {
    const search = new URLSearchParams({ ...query, ...more }).toString()
    return linkIn(locale, search === '' ? path : `${path}?${search}`)
  }
  return html`<p class="pages">
    ${isFirst ? '' : html`<a href="${to({})}">${text.newest}</a>`}${
      next === undefined ? '' : html`<a href="${to({ cursor: next })}" rel="next">${text.older}</a>`
    }
  </p>`
}
