import type { AgreementRow, Page } from '../../store/port/index.js'
import { accountShown } from './account-shown.js'
import { messages, type PageMessages } from '../messages.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { pager } from './pager.js'
import { timeOf } from './times.js'
import { halfTag, holdTag, nextCheck, stateTag } from './words.js'

/** The agents and what is known of their agreements. */
export function agreementsPage(context: PageContext, rows: Page<AgreementRow>, isFirst: boolean): string {
  const text = messages[context.locale.language]
  return page(context, {
    title: text.agreementsTitle,
    wide: true,
    main: html`<h1>${text.agreementsTitle}</h1>
      ${rows.rows.length === 0 ? html`<p class="card empty">${text.agreementsEmpty}</p>` : table(context, rows.rows, text)}
      ${pager(context.locale, '/agreements', {}, rows.next, isFirst)}`,
  })
}

function table(context: PageContext, rows: readonly AgreementRow[], text: PageMessages): Html {
  const { locale, timeZone, now } = context
  return html`<div class="scroll" role="region" aria-label="${text.agreementsTitle}" tabindex="0">
    <table class="records">
      <caption>
        ${text.agreementsCaption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.account}</th>
          <th scope="col">${text.state}</th>
          <th scope="col">${text.autoDebit}</th>
          <th scope="col">${text.autoRefund}</th>
          <th scope="col">${text.lastCheck}</th>
          <th scope="col">${text.nextCheck}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html` <tr>
              <th scope="row">
                <a href="${linkIn(locale, `/agreements/${row.id}`)}">${accountShown(context, row.accountAsGiven)}</a>
              </th>
              <td class="loose">${stateTag(row.state, text)}${row.holdCode === null ? '' : html` ${holdTag(text)}`}</td>
              <td>${halfTag(row.autoDebit, text)}</td>
              <td>${halfTag(row.autoRefund, text)}</td>
              <td>${row.lastCheckAt === null ? text.never : timeOf(row.lastCheckAt, timeZone)}</td>
              <td>${nextCheck(row, text, timeZone, now)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
