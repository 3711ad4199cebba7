import type { DeliveryRow, WebhookRow } from '../../store/port/index.js'
import type { WebhookPageMessages } from '../webhook-page-messages.js'
import { lastAnswerOf, streamLink } from './delivery-words.js'
import { html, type Html } from './html.js'
import type { PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { timeOf } from './times.js'

export interface DeadLetters {
  readonly rows: readonly { readonly delivery: DeliveryRow; readonly type: string }[]
  readonly next?: string
  readonly isFirst: boolean
}

/** What was given up, and the ways to have it delivered again; each asks before it does. */
export function deadLetters(
  context: PageContext,
  { id }: WebhookRow,
  { rows, next, isFirst }: DeadLetters,
  text: WebhookPageMessages,
): Html {
  const { locale } = context
  const page = `/webhooks/${id}`
  return html`<h2>${text.deadTitle}</h2>
    <p>${text.deadLead}</p>
    ${
      rows.length === 0
        ? html`<p class="card empty">${text.deadEmpty}</p>`
        : html`<div class="scroll" role="region" aria-label="${text.deadTitle}" tabindex="0">
              <table class="records">
                <caption>
                  ${text.deadCaption}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">${text.event}</th>
                    <th scope="col">${text.agreement}</th>
                    <th scope="col">${text.attempts}</th>
                    <th scope="col">${text.lastAnswer}</th>
                    <th scope="col">${text.givenUpAt}</th>
                    <th scope="col">${text.action}</th>
                  </tr>
                </thead>
                <tbody>
                  ${rows.map((row) => letterRow(context, id, row, text))}
                </tbody>
              </table>
            </div>
            <p><a class="button" href="${linkIn(locale, `${page}/replay`)}">${text.replayAll}</a></p>`
    }
    ${
      next === undefined && isFirst
        ? ''
        : html`<p class="pages">
            ${isFirst ? '' : html`<a href="${linkIn(locale, page)}">${text.fromStart}</a>`}${
              next === undefined
                ? ''
                : html`<a href="${linkIn(locale, `${page}?${query(next)}`)}" rel="next">${text.more}</a>`
            }
          </p>`
    }`
}

function letterRow(
  { locale, timeZone }: PageContext,
  webhookId: string,
  { delivery, type }: DeadLetters['rows'][number],
  text: WebhookPageMessages,
): Html {
  const { eventId, attempts, settledAt, createdAt } = delivery
  const confirm = `/webhooks/${webhookId}/replay?${new URLSearchParams({ event: eventId }).toString()}`
  return html` <tr>
    <th scope="row"><code>${type}</code><br /><span class="id">${eventId}</span></th>
    <td>${streamLink(delivery, locale, text)}</td>
    <td>${attempts}</td>
    <td class="loose told">${lastAnswerOf(delivery, text)}</td>
    <td>${timeOf(settledAt ?? createdAt, timeZone)}</td>
    <td><a href="${linkIn(locale, confirm)}" aria-label="${text.replay}: ${eventId}">${text.replay}</a></td>
  </tr>`
}

function query(cursor: string): string {
  return new URLSearchParams({ cursor }).toString()
}
