import type { WebhookRow } from '../../store/port/index.js'
import { webhookPageMessages } from '../webhook-page-messages.js'
import { countWords } from './delivery-words.js'
import { html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'

export interface ReplayPage {
  readonly webhook: WebhookRow
  /** All dead letters unless given. */
  readonly eventId?: string
  readonly dead: number
}

/** Asks once more before anything is posted again. */
export function replayPage(context: PageContext, { webhook, eventId, dead }: ReplayPage): string {
  const { locale } = context
  const text = webhookPageMessages[locale.language]
  const back = `/webhooks/${webhook.id}`
  return page(context, {
    title: text.confirmTitle,
    main: html`<h1>${text.confirmTitle}</h1>
      <section class="card">
        <dl class="facts">
          <dt>${text.address}</dt>
          <dd class="id">${webhook.url}</dd>
        </dl>
      </section>
      <p>${eventId === undefined ? text.confirmAll(countWords(dead, text)) : text.confirmOne(eventId)}</p>
      <p class="notice">${text.confirmHint}</p>
      <form class="row" method="post" action="${linkIn(locale, `${back}/replay`)}">
        ${eventId === undefined ? '' : html`<input type="hidden" name="event" value="${eventId}" />`}
        <button>${text.confirm}</button>
        <a href="${linkIn(locale, back)}">${text.cancel}</a>
      </form>`,
  })
}
