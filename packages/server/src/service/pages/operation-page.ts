import type { StoredOperation } from '../stored-operation.js'
import { messages } from '../messages.js'
import { detailsShown } from './account-shown.js'
import { html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { operationsTable } from './operations-table.js'
import { kindWords } from './words.js'

/** One operation: what was intended and what came of it, each record with its details and place in the log. */
export function operationPage(context: PageContext, operationId: string, records: readonly StoredOperation[]): string {
  const { locale } = context
  const text = messages[locale.language]
  const agreementId = records.find((record) => record.agreementId !== null)?.agreementId
  return page(context, {
    title: text.operationTitle(operationId),
    wide: true,
    main: html`<h1>${text.operationTitle(operationId)}</h1>
      ${operationsTable(context, records, { caption: text.operationCaption, label: text.operation, withAccount: true })}
      <h2>${text.details}</h2>
      ${records.map(
        (record) =>
          html`<section class="card">
            <dl class="facts">
              <dt>${text.what}</dt>
              <dd>${kindWords(record.kind, locale.language)} <code>${record.kind}</code></dd>
              <dt>${text.details}</dt>
              <dd><pre>${detailsShown(context, record.details)}</pre></dd>
              <dt>${text.place}</dt>
              <dd class="id">${record.writer} / ${record.sequence} / ${record.hash}</dd>
            </dl>
          </section>`,
      )}
      <p><a href="${linkIn(locale, `/operations/${operationId}/case`)}">${text.toCase}</a></p>
      ${agreementId === undefined || agreementId === null ? '' : html`<p><a href="${linkIn(locale, `/agreements/${agreementId}`)}">${text.toAgreement}</a></p>`}`,
  })
}
