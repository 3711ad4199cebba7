import type { WebhookRow } from '../../store/port/index.js'
import { webhookFormMessages } from '../webhook-form-messages.js'
import { html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { onceField } from './webhook-form.js'

export interface WebhookConfirmPage {
  readonly webhook: WebhookRow
  readonly title: string
  readonly words: string
  readonly confirm: string
  /** The last part of the address that the form is posted to. */
  readonly step: string
  readonly once?: string
}

/** Asks once more before something is done about a webhook that cannot be taken back. */
export function webhookConfirmPage(context: PageContext, facts: WebhookConfirmPage): string {
  const { locale } = context
  const { webhook, title, words, confirm, step, once } = facts
  const text = webhookFormMessages[locale.language]
  const back = `/webhooks/${webhook.id}`
  return page(context, {
    title,
    main: html`<h1>${title}</h1>
      <section class="card">
        <dl class="facts">
          <dt>${text.address}</dt>
          <dd class="id">${webhook.url}</dd>
        </dl>
      </section>
      <p class="notice" id="words">${words}</p>
      <form class="row" method="post" action="${linkIn(locale, `${back}/${step}`)}">
        ${once === undefined ? '' : onceField(once)}
        <button aria-describedby="words">${confirm}</button>
        <a href="${linkIn(locale, back)}">${text.cancel}</a>
      </form>`,
  })
}
