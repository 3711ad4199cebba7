import type { ErrorDescription } from 'paycircle/internal/base'
import { messages } from '../messages.js'
import { html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { contactOf } from './platform.js'

/** What did not work and what to do about it: for every error that a browser meets. */
export function refusalPage(context: PageContext, error: ErrorDescription): string {
  const { locale, platform, operator } = context
  const text = messages[locale.language]
  return page(context, {
    title: text.sorry,
    main: html`<h1>${text.sorry}</h1>
      <p class="lead">${error.message}</p>
      <section class="card">
        <h2>${text.whatToDo}</h2>
        <p>${error.remedy}</p>
        ${platform === undefined ? '' : html`<p class="note">${text.askContact}${contactOf(platform.contact)}</p>`}
        ${operator === undefined ? '' : html`<p><a href="${linkIn(locale, '/')}">${text.toOverview}</a></p>`}
      </section>
      <p class="note">${text.errorCode([error.code, ...error.rows].join(', '))}</p>`,
  })
}
