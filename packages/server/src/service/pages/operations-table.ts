import type { StoredOperation } from '../stored-operation.js'
import { messages } from '../messages.js'
import { html, type Html } from './html.js'
import type { PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { timeOf } from './times.js'
import { kindWords, outcomeWord } from './words.js'

export interface OperationsTable {
  readonly caption: string
  readonly label: string
  /** False where every record is about the same account. */
  readonly withAccount: boolean
}

/** Records of the operation log: who, what, when, about whom, with which outcome. */
export function operationsTable(
  { locale, timeZone, operator }: PageContext,
  records: readonly StoredOperation[],
  { caption, label, withAccount }: OperationsTable,
): Html {
  const text = messages[locale.language]
  if (records.length === 0) return html`<p class="card empty">${text.operationsEmpty}</p>`
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table class="records">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.when}</th>
          <th scope="col">${text.what}</th>
          ${withAccount ? html`<th scope="col">${text.whom}</th>` : ''}
          <th scope="col">${text.who}</th>
          <th scope="col">${text.outcome}</th>
          <th scope="col">${text.code}</th>
          <th scope="col">${text.operation}</th>
        </tr>
      </thead>
      <tbody>
        ${records.map(
          (record) =>
            html` <tr>
              <td>${timeOf(record.at, timeZone)}</td>
              <td>${kindWords(record.kind, locale.language) ?? html`<code>${record.kind}</code>`}</td>
              ${withAccount ? html`<td>${record.account ?? text.none}</td>` : ''}
              <td>${record.actor}</td>
              <td>${record.outcome === null ? text.none : outcomeWord(record.outcome, text)}</td>
              <td>${record.code === null ? text.none : html`<code>${record.code}</code>`}</td>
              <td class="id">
                ${
                  operator?.may('log:see') === true
                    ? html`<a href="${linkIn(locale, `/operations/${encodeURIComponent(record.operationId)}`)}"
                        >${record.operationId}</a
                      >`
                    : record.operationId
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
