import type { SecretFault } from '../../delivery/index.js'
import type { DeliveryRow, DeliveryStanding, WebhookRow } from '../../store/port/index.js'
import { webhookFormMessages } from '../webhook-form-messages.js'
import { webhookPageMessages, type WebhookPageMessages } from '../webhook-page-messages.js'
import { countWords, lastAnswerOf, webhookState } from './delivery-words.js'
import { refusal } from './field.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { timeOf } from './times.js'
import { newWebhookForm, type WebhookForm } from './webhook-form.js'

/** One webhook, how its deliveries stand, and what came last. */
export interface WebhookFacts {
  readonly webhook: WebhookRow
  readonly standing: DeliveryStanding
  readonly delivered?: DeliveryRow
  /** One that is being tried again, else the latest that was given up. */
  readonly failed?: DeliveryRow
  /** Why its secret cannot be opened, so that nothing is posted there. */
  readonly fault?: SecretFault
}

export interface WebhooksPage {
  readonly webhooks: readonly WebhookFacts[]
  readonly form: WebhookForm
  /** Of the form by which one is made. */
  readonly once: string
  readonly isDeleted?: boolean
}

/** Where the profile's events go, whether they arrive, and the form by which another webhook is made. S3-18 */
export function webhooksPage(context: PageContext, { webhooks, form, once, isDeleted = false }: WebhooksPage): string {
  const { language } = context.locale
  const text = webhookPageMessages[language]
  return page(context, {
    title: text.title,
    wide: true,
    main: html`<h1>${text.title}</h1>
      ${refusal(form.refused?.describe(language))}
      ${isDeleted ? html`<p class="notice" role="status">${webhookFormMessages[language].deleted}</p>` : ''}
      ${webhooks.length === 0 ? html`<p class="card empty">${text.empty}</p>` : webhooksTable(context, webhooks, text)}
      ${newWebhookForm(context, form, once)}`,
  })
}

function webhooksTable(context: PageContext, webhooks: readonly WebhookFacts[], text: WebhookPageMessages): Html {
  return html`<div class="scroll" role="region" aria-label="${text.title}" tabindex="0">
    <table class="records">
      <caption>
        ${text.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.address}</th>
          <th scope="col">${text.state}</th>
          <th scope="col">${text.waiting}</th>
          <th scope="col">${text.dead}</th>
          <th scope="col">${text.waitingSince}</th>
          <th scope="col">${text.lastSuccess}</th>
          <th scope="col">${text.lastFailure}</th>
        </tr>
      </thead>
      <tbody>
        ${webhooks.map((facts) => webhookRow(context, facts, text))}
      </tbody>
    </table>
  </div>`
}

function webhookRow({ locale, timeZone }: PageContext, facts: WebhookFacts, text: WebhookPageMessages): Html {
  const { webhook, standing } = facts
  const { oldestPendingAt, pending, dead } = standing
  return html` <tr>
    <th scope="row">
      <a class="id" href="${linkIn(locale, `/webhooks/${webhook.id}`)}">${webhook.url}</a>
    </th>
    <td class="loose told">${webhookState(facts, text)}</td>
    <td>${countWords(pending, text)}</td>
    <td>${countWords(dead, text)}</td>
    <td>${oldestPendingAt === null ? text.none : timeOf(oldestPendingAt, timeZone)}</td>
    <td>${lastSuccess(facts, timeZone, text)}</td>
    <td class="loose told">${lastFailure(facts, timeZone, text)}</td>
  </tr>`
}

/** When something was last delivered, as far as is kept. */
export function lastSuccess({ delivered, webhook }: WebhookFacts, timeZone: string, text: WebhookPageMessages) {
  if (delivered !== undefined) return timeOf(delivered.settledAt ?? delivered.createdAt, timeZone)
  return webhook.failingSince === null ? text.none : text.noneOfLatest
}

/** Why the latest delivery that failed did, and whether it is tried again. */
export function lastFailure({ failed }: WebhookFacts, timeZone: string, text: WebhookPageMessages): Html | string {
  if (failed === undefined) return text.none
  const { state, nextAt, settledAt } = failed
  const [words, at] = state === 'pending' ? [text.triedAgainAt, nextAt] : [text.givenUpAt, settledAt ?? nextAt]
  return html`${lastAnswerOf(failed, text)} · ${words} ${timeOf(at, timeZone)}`
}
