import type { ErrorDescription } from 'paycircle/internal/base'
import type { ApprovalRow } from '../../store/port/index.js'
import { accessMessages, type AccessMessages } from '../access-messages.js'
import { refusal } from './field.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { timeOf } from './times.js'

export interface ApprovalsPage {
  readonly approvals: readonly ApprovalRow[]
  readonly refused?: ErrorDescription
}

/** What waits for a second person, and what became of the rest. */
export function approvalsPage(context: PageContext, { approvals, refused }: ApprovalsPage): string {
  const text = accessMessages[context.locale.language]
  return page(context, {
    title: text.approvalsTitle,
    wide: true,
    main: html`<h1>${text.approvalsTitle}</h1>
      ${refusal(refused)}
      ${
        approvals.length === 0
          ? html`<p class="card empty">${text.approvalsEmpty}</p>`
          : html`<div class="scroll" role="region" aria-label="${text.approvalsTitle}" tabindex="0">
              <table class="records">
                <caption>
                  ${text.approvalsCaption}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">${text.action}</th>
                    <th scope="col">${text.askedBy}</th>
                    <th scope="col">${text.since}</th>
                    <th scope="col">${text.reason}</th>
                    <th scope="col">${text.state}</th>
                  </tr>
                </thead>
                <tbody>
                  ${approvals.map((row) => approvalRow(context, row, text))}
                </tbody>
              </table>
            </div>`
      }`,
  })
}

function approvalRow({ locale, timeZone, now }: PageContext, row: ApprovalRow, text: AccessMessages): Html {
  const { agreementId = '' } = JSON.parse(row.subject) as { readonly agreementId?: string }
  const isOpen = row.decision === null && row.expiresAt > now
  const state = row.decision === null ? text.ranOut : row.decision === 'approved' ? text.approved : text.refused
  return html` <tr>
    <th scope="row">
      ${
        row.action === 'go-live'
          ? text.actionGoLive
          : html`<a href="${linkIn(locale, `/agreements/${agreementId}`)}"
              >${row.action === 'release' ? text.actionRelease : text.actionForceQuery}</a
            >`
      }
    </th>
    <td>${row.askedBy}</td>
    <td>${timeOf(row.askedAt, timeZone)}</td>
    <td class="loose">${row.reason}</td>
    <td class="loose">
      ${
        isOpen
          ? html`<form class="row" method="post" action="${linkIn(locale, '/approvals')}">
              <input type="hidden" name="id" value="${row.id}" />
              <div>
                <label for="reason-${row.id}">${text.reason}</label>
                <input type="text" id="reason-${row.id}" name="reason" required maxlength="500" />
              </div>
              <button class="small" name="decision" value="approved">${text.approve}</button>
              <button class="small plain" name="decision" value="refused">${text.refuse}</button>
            </form>`
          : html`${state} ${row.decidedBy ?? ''} ${row.decisionReason ?? ''}`
      }
    </td>
  </tr>`
}
