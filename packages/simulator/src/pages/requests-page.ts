import type { Answer } from '../answers.js'
import type { Texts } from '../messages.js'
import type { JudgedRecord } from '../verdicts.js'
import { page, withLanguage, type Reader } from './layout.js'
import { markup, type Markup } from './markup.js'
import { table } from './table.js'

const requestsShown = 50

/** The last requests with what became of them, newest first. */
export function requestsPage(reader: Reader, records: readonly JudgedRecord[], total: number): Answer {
  const { texts } = reader
  const shown = records.slice(-requestsShown).reverse()
  const columns = [
    texts.columnNumber,
    texts.columnTime,
    texts.columnService,
    texts.columnRequest,
    texts.columnAnswer,
    texts.columnCommitted,
    texts.columnFault,
    texts.columnNotes,
    texts.columnVerdicts,
  ]
  const rows = shown.map((record) => requestRow(texts, record, reader.language))
  const list = markup`<p>${texts.requestsIntro(shown.length, total)}</p>
${table(texts.requestsTitle, columns, rows)}`
  const main = markup`<p><a href="${withLanguage('/', reader.language)}">${texts.homeLink}</a></p>
<h1>${texts.requestsTitle}</h1>
${records.length === 0 ? markup`<p>${texts.requestsNone}</p>` : list}`
  return page(reader, { title: texts.requestsTitle, main, wide: true })
}

function requestRow(texts: Texts, record: JudgedRecord, language: Reader['language']): Markup {
  const parameters = record.parameters.map(({ name, value }) => markup`<li><code>${name}=${value}</code></li>`)
  const sent = [record.method, record.bodyKind === 'none' ? '' : record.bodyKind, record.charset ?? ''].join(' ')
  const fault = record.fault === null ? '' : `${record.fault.name} (${record.fault.moment})`
  const refused = record.refusedAt === null ? '' : texts.refusedAt(record.refusedAt)
  return markup`<tr><th scope="row">${record.id}</th><td><time datetime="${record.at}">${record.at.slice(0, 19).replace('T', ' ')}</time></td><td>${record.service ?? ''}</td>
<td>${sent}<details><summary>${texts.details}</summary><ul>${parameters}</ul></details></td>
<td>${record.answer} ${record.code ?? ''} ${refused}</td><td>${record.committed ? texts.yes : texts.no}</td><td>${fault}</td><td>${record.notes.join(', ')}</td><td>${verdictsOf(texts, record, language)}</td></tr>
`
}

function verdictsOf(texts: Texts, { verdicts }: JudgedRecord, language: Reader['language']): Markup {
  if (verdicts.length === 0) return markup`${texts.verdictsNone}`
  const items = verdicts.map(
    ({ rule, rows, message }) => markup`<li><code>${rule}</code> [${rows.join(', ')}]<br>${message[language]}</li>`,
  )
  return markup`<ul>${items}</ul>`
}
