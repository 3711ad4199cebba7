import type { PaycircleError } from 'paycircle/internal/base'
import { webhookFormMessages, type WebhookFormMessages } from '../webhook-form-messages.js'
import { field, refusal } from './field.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'

/** What was typed, and why it was not taken. */
export interface WebhookForm {
  readonly url: string
  readonly events: string
  readonly refused?: PaycircleError
}

/** Names what one sending of a form does, so that a form that is sent twice does it once. S3-18 */
export function onceField(once: string): Html {
  return html`<input type="hidden" name="once" value="${once}" />`
}

/** Where events are posted to, and which. */
export function webhookFields({ url, events, refused }: WebhookForm, text: WebhookFormMessages): Html {
  const code = refused?.code
  return html`${field({
    name: 'url',
    label: text.address,
    type: 'text',
    autocomplete: 'off',
    hint: text.addressHint,
    value: url,
    maxLength: 2000,
    invalid: code === 'webhook-url-refused',
  })}
  ${field({
    name: 'events',
    label: text.events,
    type: 'text',
    autocomplete: 'off',
    hint: text.eventsHint,
    value: events,
    maxLength: 2000,
    optional: true,
    invalid: code === 'event-type-malformed',
  })}`
}

/** The form by which a webhook is made. */
export function newWebhookForm({ locale }: PageContext, form: WebhookForm, once: string): Html {
  const text = webhookFormMessages[locale.language]
  return html`<h2>${text.newTitle}</h2>
    <p>${text.newLead}</p>
    <form class="card" method="post" action="${linkIn(locale, '/webhooks')}">
      ${onceField(once)} ${webhookFields(form, text)}
      <button>${text.make}</button>
    </form>`
}

/** The page on which a webhook is changed. */
export function webhookChangePage(context: PageContext, id: string, form: WebhookForm): string {
  const { locale } = context
  const text = webhookFormMessages[locale.language]
  return page(context, {
    title: text.changeTitle,
    main: html`<h1>${text.changeTitle}</h1>
      ${refusal(form.refused?.describe(locale.language))}
      <form class="card" method="post" action="${linkIn(locale, `/webhooks/${id}/change`)}">
        ${webhookFields(form, text)}
        <div class="row">
          <button>${text.save}</button>
          <a href="${linkIn(locale, `/webhooks/${id}`)}">${text.leave}</a>
        </div>
      </form>`,
  })
}
