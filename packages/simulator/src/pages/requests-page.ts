import type { Answer } from '../answers.js'
import type { RequestRecord } from '../request-log.js'
import { page, withLanguage, type Reader } from './layout.js'
import { html, type Markup } from './markup.js'

const requestsShown = 50

/** The last requests with what became of them. */
export function requestsPage(reader: Reader, records: readonly RequestRecord[], total: number): Answer {
  const { texts } = reader
  const shown = records.slice(-requestsShown).reverse()
  const columns = [
    '#',
    texts.columnTime,
    texts.columnService,
    texts.columnRequest,
    texts.columnAnswer,
    texts.columnFaultStruck,
    texts.columnNotes,
  ]
  const table = html`<p>${texts.requestsIntro(shown.length, total)}</p>
    <div class="scroll" role="region" aria-label="${texts.requestsTitle}" tabindex="0">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map((record) => requestRow(reader, record))}
        </tbody>
      </table>
    </div>`
  const main = html`<p><a href="${withLanguage('/', reader.language)}">${texts.homeLink}</a></p>
    <h1>${texts.requestsTitle}</h1>
    ${records.length === 0 ? html`<p>${texts.requestsNone}</p>` : table}`
  return page(reader, { title: texts.requestsTitle, main })
}

function requestRow({ texts }: Reader, record: RequestRecord): Markup {
  const parameters = record.parameters.map(({ name, value }) => html`<li><code>${name}=${value}</code></li>`)
  const fault = record.fault === null ? '' : `${record.fault.name} (${record.fault.moment})`
  return html`<tr>
    <th scope="row">${record.id}</th>
    <td><time>${record.at}</time></td>
    <td>${record.service ?? ''}</td>
    <td>
      ${record.method} ${record.bodyKind === 'none' ? '' : record.bodyKind} ${record.charset ?? ''}
      <details>
        <summary>${texts.details}</summary>
        <ul>
          ${parameters}
        </ul>
      </details>
    </td>
    <td>${record.answer} ${record.code ?? ''}</td>
    <td>${fault}</td>
    <td>${record.notes.join(', ')}</td>
  </tr> `
}
