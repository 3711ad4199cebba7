import type { ErrorDescription } from 'paycircle/internal/base'
import type { Posted } from '../../delivery/index.js'
import type { WebhookRow } from '../../store/port/index.js'
import { webhookFormMessages } from '../webhook-form-messages.js'
import { webhookPageMessages, type WebhookPageMessages } from '../webhook-page-messages.js'
import { deadLetters, type DeadLetters } from './dead-letters.js'
import { answerWords, countWords, webhookState } from './delivery-words.js'
import { refusal } from './field.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { timeOf } from './times.js'
import { waitingDeliveries, type WaitingDeliveries } from './waiting-deliveries.js'
import { lastFailure, lastSuccess, type WebhookFacts } from './webhooks-page.js'

export interface WebhookPage extends WebhookFacts {
  readonly waiting: WaitingDeliveries
  readonly letters: DeadLetters
  /** What came of the test that was just made. */
  readonly tested?: Posted
  /** So many were just set on their way again. */
  readonly replayed?: number
  readonly refused?: ErrorDescription
  /** `whsec_…`, which was just made: shown this once. */
  readonly secret?: string
  readonly isChanged?: boolean
}

/** One webhook: how it stands, what waits for it in which order, and what was given up. S3-18 */
export function webhookPage(context: PageContext, facts: WebhookPage): string {
  const { locale, timeZone } = context
  const { webhook, standing, waiting, letters, replayed, tested, refused, fault } = facts
  const text = webhookPageMessages[locale.language]
  const formText = webhookFormMessages[locale.language]
  return page(context, {
    title: text.detailTitle,
    wide: true,
    main: html`<h1>${text.detailTitle}</h1>
      ${refusal(refused)} ${facts.secret === undefined ? '' : secretNotice(context, facts.secret, webhook)}
      ${facts.isChanged === true ? html`<p class="notice" role="status">${formText.changed}</p>` : ''}
      ${tested === undefined ? '' : testNotice(tested, text)}
      ${replayed === undefined ? '' : html`<p class="notice" role="status">${text.replayed(replayed)}</p>`}
      ${fault === undefined ? '' : faultNotice(fault.describe(locale.language), text)}
      <section class="card">
        <dl class="facts">
          <dt>${text.address}</dt>
          <dd class="id">${webhook.url}</dd>
          <dt>${text.state}</dt>
          <dd>${webhookState(facts, text)}</dd>
          ${
            webhook.failingSince === null
              ? ''
              : html`<dt>${text.failingSince}</dt>
                  <dd>${timeOf(webhook.failingSince, timeZone)}</dd>`
          }
          <dt>${text.events}</dt>
          <dd class="id">${webhook.events === null ? text.allEvents : webhook.events.join(', ')}</dd>
          <dt>${text.waiting}</dt>
          <dd>${countWords(standing.pending, text)}</dd>
          <dt>${text.dead}</dt>
          <dd>${countWords(standing.dead, text)}</dd>
          <dt>${text.lastSuccess}</dt>
          <dd>${lastSuccess(facts, timeZone, text)}</dd>
          <dt>${text.lastFailure}</dt>
          <dd>${lastFailure(facts, timeZone, text)}</dd>
        </dl>
      </section>
      ${actions(context, facts, text)} ${waitingDeliveries(context, webhook, waiting, text)}
      ${deadLetters(context, webhook, letters, text)}
      <p><a href="${linkIn(locale, '/webhooks')}">${text.toWebhooks}</a></p>`,
  })
}

function faultNotice({ message, remedy }: ErrorDescription, text: WebhookPageMessages): Html {
  return html`<div class="notice wrong" role="alert">
    <p><strong>${text.unopened}</strong> ${message} ${remedy}</p>
    <p>${text.unopenedHint}</p>
  </div>`
}

function testNotice(tested: Posted, text: WebhookPageMessages): Html {
  const isTaken = tested.status !== null && tested.status >= 200 && tested.status < 300
  const answer = answerWords(
    tested.status === null ? { status: null, failure: tested.failure } : { status: tested.status, failure: null },
    text,
  )
  return isTaken
    ? html`<p class="notice" role="status">${text.testDelivered} ${answer}</p>`
    : html`<p class="notice wrong" role="alert">${text.testFailed} ${answer}</p>`
}

function secretNotice({ locale }: PageContext, secret: string, { formerSecretUntil }: WebhookRow): Html {
  const text = webhookFormMessages[locale.language]
  return html`<div class="notice" role="status">
    <p>${text.secretLead}</p>
    <p><code class="id">${secret}</code></p>
    <p>${text.secretHint} ${formerSecretUntil === null ? '' : text.secretOverlap}</p>
  </div>`
}

function actions({ locale }: PageContext, { webhook }: WebhookPage, text: WebhookPageMessages): Html {
  const { id, state } = webhook
  const formText = webhookFormMessages[locale.language]
  const form = (step: string, label: string, hint: string) =>
    html`<form method="post" action="${linkIn(locale, `/webhooks/${id}/${step}`)}">
      <button class="plain" aria-describedby="${step}-hint">${label}</button>
      <p class="note" id="${step}-hint">${hint}</p>
    </form>`
  const link = (step: string, label: string) =>
    html`<a href="${linkIn(locale, `/webhooks/${id}/${step}`)}">${label}</a>`
  return html`<h2>${formText.manage}</h2>
    ${form('test', text.testAct, text.testHint)}
    ${
      state === 'disabled'
        ? form('enable', text.enable, text.enableHint)
        : form('disable', formText.disable, formText.disableHint)
    }
    <p class="row">
      ${link('change', formText.change)} ${link('secret', formText.rotate)} ${link('delete', formText.delete)}
    </p>`
}
