import { mostCounted, type DeliveryRow } from '../../store/port/index.js'
import type { WebhookPageMessages } from '../webhook-page-messages.js'
import { html, type Html } from './html.js'
import { linkIn, type Locale } from './locale.js'
import type { WebhookFacts } from './webhooks-page.js'

/** What an attempt came to; a failure of which we have no words, as another release may have kept it, stands as it is. */
export function answerWords(
  { status, failure }: { readonly status: number | null; readonly failure: string | null },
  text: WebhookPageMessages,
): string {
  if (status !== null) return text.status(status)
  if (failure === null) return text.notTried
  const words: Readonly<Record<string, unknown>> = text
  const known = Object.hasOwn(words, `failure-${failure}`) ? words[`failure-${failure}`] : failure
  return typeof known === 'string' ? known : failure
}

export function lastAnswerOf({ lastStatus, lastFailure }: DeliveryRow, text: WebhookPageMessages): string {
  return answerWords({ status: lastStatus, failure: lastFailure }, text)
}

/** A count, which ends where the store counts no further. */
export function countWords(count: number, text: WebhookPageMessages): string {
  return count < mostCounted ? String(count) : text.atLeast(mostCounted)
}

/** Whether anything is posted there, in a word, and why not. */
export function webhookState(
  { webhook: { state, reason, failingSince }, fault }: Pick<WebhookFacts, 'webhook' | 'fault'>,
  text: WebhookPageMessages,
): Html {
  if (state === 'active' && fault !== undefined) return html`<span class="tag bad">${text.unopened}</span>`
  if (state === 'active') {
    return failingSince === null
      ? html`<span class="tag good">${text.active}</span>`
      : html`<span class="tag wait">${text.failing}</span>`
  }
  const words: Readonly<Record<string, unknown>> = text
  const why = reason !== null && Object.hasOwn(words, `reason-${reason}`) ? words[`reason-${reason}`] : reason
  return html`<span class="tag bad">${text.disabled}</span> ${typeof why === 'string' ? why : ''}`
}

/** The agreement that a delivery is about, or the profile. */
export function streamLink({ stream }: DeliveryRow, locale: Locale, text: WebhookPageMessages): Html | string {
  if (stream === 'profile') return text.ofProfile
  return html`<a class="id" href="${linkIn(locale, `/agreements/${encodeURIComponent(stream)}`)}">${stream}</a>`
}
