import type { Answer } from '../answers.js'
import { page, type Reader } from './layout.js'
import { markup } from './markup.js'

export function notFoundPage(reader: Reader): Answer {
  const { texts } = reader
  const main = markup`<h1>${texts.notFoundTitle}</h1>
<p>${texts.notFoundText}</p>`
  return page(reader, { title: texts.notFoundTitle, main, status: 404 })
}
