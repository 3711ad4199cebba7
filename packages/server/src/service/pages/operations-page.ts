import type { StoredOperation } from '../stored-operation.js'
import type { OperationCount, Page } from '../../store/port/index.js'
import { messages } from '../messages.js'
import { answerCounts } from './answer-counts.js'
import { html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { operationsTable } from './operations-table.js'
import { pager } from './pager.js'

export interface OperationsPage {
  readonly records: Page<StoredOperation>
  /** What stands above the newest records. */
  readonly counts: readonly OperationCount[]
  readonly isFirst: boolean
  /** Only about this agreement. */
  readonly agreementId?: string
}

/** The operation log, newest first. S3-19, Q3-18 */
export function operationsPage(
  context: PageContext,
  { records, counts, isFirst, agreementId }: OperationsPage,
): string {
  const { locale } = context
  const text = messages[locale.language]
  const query: Readonly<Record<string, string>> = agreementId === undefined ? {} : { agreement: agreementId }
  return page(context, {
    title: text.operationsTitle,
    wide: true,
    main: html`<h1>${text.operationsTitle}</h1>
      ${agreementId === undefined ? '' : html`<p>${text.operationsAbout} <a href="${linkIn(locale, '/operations')}">${text.showAll}</a></p>`}
      ${answerCounts(context, counts)}
      ${operationsTable(context, records.rows, { caption: text.operationsCaption, label: text.operationsTitle, withAccount: true })}
      ${pager(locale, '/operations', query, records.next, isFirst)}`,
  })
}
