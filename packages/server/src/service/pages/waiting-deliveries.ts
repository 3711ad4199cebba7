import type { DeliveryRow, WebhookRow } from '../../store/port/index.js'
import type { WebhookPageMessages } from '../webhook-page-messages.js'
import { lastAnswerOf, streamLink } from './delivery-words.js'
import { html, type Html } from './html.js'
import type { PageContext } from './layout.js'
import { timeOf } from './times.js'

/** The next event of a stream, what it is, and how many wait for it. */
export interface WaitingStream {
  readonly first: DeliveryRow
  readonly type: string
  readonly behind: number
}

export interface WaitingDeliveries {
  readonly streams: readonly WaitingStream[]
  /** So many were looked at, where more wait than that. */
  readonly lookedAt?: number
}

/** What waits for a webhook: of each agreement its next event, and how many stand in line behind it. */
export function waitingDeliveries(
  context: PageContext,
  webhook: WebhookRow,
  { streams, lookedAt }: WaitingDeliveries,
  text: WebhookPageMessages,
): Html {
  return html`<h2>${text.waitingTitle}</h2>
    <p>${text.waitingLead}</p>
    ${webhook.state === 'disabled' && streams.length > 0 ? html`<p class="notice">${text.standsStill}</p>` : ''}
    ${
      streams.length === 0
        ? html`<p class="card empty">${text.waitingEmpty}</p>`
        : html`<div class="scroll" role="region" aria-label="${text.waitingTitle}" tabindex="0">
            <table class="records">
              <caption>
                ${text.waitingCaption}
              </caption>
              <thead>
                <tr>
                  <th scope="col">${text.event}</th>
                  <th scope="col">${text.agreement}</th>
                  <th scope="col">${text.attempts}</th>
                  <th scope="col">${text.lastAnswer}</th>
                  <th scope="col">${text.nextAttempt}</th>
                  <th scope="col">${text.behind}</th>
                </tr>
              </thead>
              <tbody>
                ${streams.map((stream) => streamRow(context, stream, text))}
              </tbody>
            </table>
          </div>`
    }
    ${lookedAt === undefined ? '' : html`<p class="note">${text.waitingShown(lookedAt)}</p>`}`
}

function streamRow(
  { locale, timeZone, now }: PageContext,
  { first, type, behind }: WaitingStream,
  text: WebhookPageMessages,
): Html {
  const isSent = first.leaseUntil !== null && first.leaseUntil > now
  return html` <tr>
    <th scope="row"><code>${type}</code><br /><span class="id">${first.eventId}</span></th>
    <td>${streamLink(first, locale, text)}</td>
    <td>${first.attempts}</td>
    <td class="loose told">${lastAnswerOf(first, text)}</td>
    <td>${isSent ? text.sendingNow : timeOf(first.nextAt, timeZone)}</td>
    <td>${behind}</td>
  </tr>`
}
