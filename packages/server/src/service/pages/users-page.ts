import type { ErrorDescription } from 'paycircle/internal/base'
import { roles, type Role } from '../../access/index.js'
import type { UserRow } from '../../store/port/index.js'
import { accessMessages, type AccessMessages } from '../access-messages.js'
import { field, refusal } from './field.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'

export interface UsersPage {
  readonly users: readonly UserRow[]
  /** A link that was just made: shown this once. */
  readonly link?: { readonly name: string; readonly url: string }
  /** Of the service that says who somebody is, where there is one. */
  readonly issuer?: string
  readonly refused?: ErrorDescription
}

const roleWords: Readonly<Record<Role, keyof AccessMessages>> = {
  viewer: 'roleViewer',
  operator: 'roleOperator',
  auditor: 'roleAuditor',
  administrator: 'roleAdministrator',
}

/** Who may log in, and what an administrator may do about it. */
export function usersPage(context: PageContext, { users, link, issuer, refused }: UsersPage): string {
  const { locale } = context
  const text = accessMessages[locale.language]
  return page(context, {
    title: text.usersTitle,
    wide: true,
    main: html`<h1>${text.usersTitle}</h1>
      ${refusal(refused)}
      ${
        link === undefined
          ? ''
          : html`<div class="notice" role="status">
              <p>${text.linkMade(link.name)}</p>
              <p><code class="id">${link.url}</code></p>
            </div>`
      }
      ${users.length === 0 ? html`<p class="card empty">${text.usersEmpty}</p>` : usersTable(context, users, issuer, text)}
      <h2>${text.newUser}</h2>
      <form class="card" method="post" action="${linkIn(locale, '/users')}">
        ${field({ name: 'name', label: text.userName, type: 'text', autocomplete: 'off', hint: text.userNameHint })}
        <fieldset>
          <legend>${text.role}</legend>
          ${roles.map(
            (role) =>
              html`<label
                ><input type="radio" name="role" value="${role}" required /> ${text[roleWords[role]] as string}</label
              >`,
          )}
        </fieldset>
        ${field({ name: 'profiles', label: text.profiles, type: 'text', autocomplete: 'off', hint: text.profilesHint, optional: true })}
        <button>${text.create}</button>
      </form>`,
  })
}

function usersTable(
  { locale }: PageContext,
  users: readonly UserRow[],
  issuer: string | undefined,
  text: AccessMessages,
): Html {
  const action = linkIn(locale, '/users/change')
  return html`<div class="scroll" role="region" aria-label="${text.usersTitle}" tabindex="0">
    <table class="records">
      <caption>
        ${text.usersCaption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.userName}</th>
          <th scope="col">${text.state}</th>
          <th scope="col">${text.role}</th>
          <th scope="col">${text.profiles}</th>
          ${issuer === undefined ? '' : html`<th scope="col">${text.linkedTo(new URL(issuer).host)}</th>`}
          <th scope="col">${text.action}</th>
        </tr>
      </thead>
      <tbody>
        ${users.map((user) => userRow(user, { action, issuer, text }))}
      </tbody>
    </table>
  </div>`
}

interface RowContext {
  readonly action: string
  readonly issuer: string | undefined
  readonly text: AccessMessages
}

function userRow(user: UserRow, { action, issuer, text }: RowContext): Html {
  const { name, role, profileIds, disabledAt, passwordHash, subject } = user
  const button = (change: string, label: string) =>
    html`<button class="small plain" name="change" value="${change}" aria-label="${label}: ${name}">${label}</button> `
  const form = (fields: Html) =>
    html`<form method="post" action="${action}"><input type="hidden" name="name" value="${name}" />${fields}</form>`
  const input = (field: 'profiles' | 'subject', label: string, value: string) =>
    form(
      html`<input
          type="text"
          name="${field}"
          value="${value}"
          maxlength="500"
          autocomplete="off"
          aria-label="${label}: ${name}"
        />
        ${button(field, text.changeUser)}`,
    )
  const linked =
    issuer !== undefined && subject?.startsWith(`${issuer} `) === true ? subject.slice(issuer.length + 1) : ''
  const choice = roles.map((one) => html`<option value="${one}" ${one === role ? html`selected` : ''}>${one}</option>`)
  return html` <tr>
    <th scope="row">${name}</th>
    <td>
      ${disabledAt !== null ? text.disabled : passwordHash === null && subject === null ? text.noPassword : text.active}
    </td>
    <td>
      ${form(
        html`<select name="role" aria-label="${text.role}: ${name}">
            ${choice}
          </select>
          ${button('role', text.changeUser)}`,
      )}
    </td>
    <td>${input('profiles', text.profiles, (profileIds ?? []).join(', '))}</td>
    ${issuer === undefined ? '' : html`<td>${input('subject', text.linkedTo(new URL(issuer).host), linked)}</td>`}
    <td class="loose">
      ${form(
        html`${disabledAt === null ? button('disable', text.disable) : button('enable', text.enable)}
        ${button('link', text.newLink)}${button('end-sessions', text.endAllSessions)}`,
      )}
    </td>
  </tr>`
}
