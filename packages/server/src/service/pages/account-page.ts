import type { ErrorDescription } from 'paycircle/internal/base'
import type { SessionRow } from '../../store/port/index.js'
import { accessMessages } from '../access-messages.js'
import { field, refusal } from './field.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { timeOf } from './times.js'

export interface AccountPage {
  readonly role: string
  readonly profileIds: readonly string[] | null
  /** Null for the demo operator, who has none. */
  readonly sessions: readonly SessionRow[] | null
  readonly sessionId: string | null
  readonly refused?: ErrorDescription
}

/** Who one is, one's password and one's sessions. */
export function accountPage(context: PageContext, view: AccountPage): string {
  const { locale, operator } = context
  const text = accessMessages[locale.language]
  const own =
    view.sessions === null
      ? html`<p class="card">${text.demoAccount}</p>`
      : html`<form method="post" action="${linkIn(locale, '/logout')}">
            <button class="plain">${text.logOut}</button>
          </form>
          <h2>${text.changePassword}</h2>
          <form class="card" method="post" action="${linkIn(locale, '/account/password')}">
            ${field({ name: 'current', label: text.currentPassword, type: 'password', autocomplete: 'current-password' })}
            ${field({ name: 'next', label: text.newPassword, type: 'password', autocomplete: 'new-password', hint: text.passwordHint })}
            <p class="note">${text.changePasswordNote}</p>
            <button>${text.changePassword}</button>
          </form>
          <h2>${text.sessions}</h2>
          ${sessionsTable(context, view.sessions, view.sessionId)}`
  return page(context, {
    title: text.accountTitle,
    wide: true,
    main: html`<h1>${text.accountTitle}</h1>
      ${refusal(view.refused)}
      <div class="card">
        <dl class="facts">
          <dt>${text.userName}</dt>
          <dd>${operator?.name}</dd>
          <dt>${text.role}</dt>
          <dd>${view.role}</dd>
          <dt>${text.profiles}</dt>
          <dd>${view.profileIds === null ? text.allProfiles : view.profileIds.join(', ')}</dd>
        </dl>
      </div>
      ${own}`,
  })
}

function sessionsTable({ locale, timeZone }: PageContext, sessions: readonly SessionRow[], own: string | null): Html {
  const text = accessMessages[locale.language]
  return html`<div class="scroll" role="region" aria-label="${text.sessions}" tabindex="0">
    <table class="records">
      <caption>
        ${text.sessionsCaption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.browser}</th>
          <th scope="col">${text.since}</th>
          <th scope="col">${text.lastSeen}</th>
          <th scope="col">${text.endsAt}</th>
          <th scope="col">${text.action}</th>
        </tr>
      </thead>
      <tbody>
        ${sessions.map(
          ({ id, userAgent, createdAt, lastSeenAt, expiresAt }) =>
            html` <tr>
              <th scope="row">${userAgent ?? '–'}</th>
              <td>${timeOf(createdAt, timeZone)}</td>
              <td>${timeOf(lastSeenAt, timeZone)}</td>
              <td>${timeOf(expiresAt, timeZone)}</td>
              <td>
                ${
                  id === own
                    ? text.thisSession
                    : html`<form method="post" action="${linkIn(locale, '/account/sessions')}">
                        <input type="hidden" name="id" value="${id}" /><button class="small">${text.endSession}</button>
                      </form>`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
