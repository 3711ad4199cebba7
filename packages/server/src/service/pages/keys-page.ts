import type { ErrorDescription } from 'paycircle/internal/base'
import { scopes } from '../../api/index.js'
import type { ApiKeyRow } from '../../store/port/index.js'
import { accessMessages, type AccessMessages } from '../access-messages.js'
import { field, refusal } from './field.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { timeOf } from './times.js'

export interface KeysPage {
  readonly keys: readonly ApiKeyRow[]
  /** A key that was just made: shown this once. */
  readonly made?: { readonly id: string; readonly key: string }
  readonly refused?: ErrorDescription
}

/** The API keys of a profile. */
export function keysPage(context: PageContext, { keys, made, refused }: KeysPage): string {
  const { locale } = context
  const text = accessMessages[locale.language]
  return page(context, {
    title: text.keysTitle,
    wide: true,
    main: html`<h1>${text.keysTitle}</h1>
      ${refusal(refused)}
      ${
        made === undefined
          ? ''
          : html`<div class="notice" role="status">
              <p>${text.keyMade(made.id)}</p>
              <p><code class="id">${made.key}</code></p>
            </div>`
      }
      ${keys.length === 0 ? html`<p class="card empty">${text.keysEmpty}</p>` : keysTable(context, keys, text)}
      <h2>${text.newKey}</h2>
      <form class="card" method="post" action="${linkIn(locale, '/keys')}">
        ${field({ name: 'name', label: text.keyName, type: 'text', autocomplete: 'off', hint: text.keyNameHint })}
        <fieldset>
          <legend>${text.scopes}</legend>
          <p class="note">${text.scopesHint}</p>
          ${scopes.map(
            (scope) =>
              html`<label><input type="checkbox" name="scope ${scope}" value="yes" /> <code>${scope}</code></label>`,
          )}
        </fieldset>
        ${field({ name: 'days', label: text.expiresInDays, type: 'text', autocomplete: 'off', optional: true })}
        <button>${text.create}</button>
      </form>`,
  })
}

function keysTable({ locale, timeZone }: PageContext, keys: readonly ApiKeyRow[], text: AccessMessages): Html {
  return html`<div class="scroll" role="region" aria-label="${text.keysTitle}" tabindex="0">
    <table class="records">
      <caption>
        ${text.keysCaption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.keyName}</th>
          <th scope="col">${text.keyId}</th>
          <th scope="col">${text.scopes}</th>
          <th scope="col">${text.since}</th>
          <th scope="col">${text.expires}</th>
          <th scope="col">${text.lastUsed} (${text.lastUsedHour})</th>
          <th scope="col">${text.action}</th>
        </tr>
      </thead>
      <tbody>
        ${keys.map(
          ({ id, name, scopes: allowed, createdAt, expiresAt, lastUsedAt, revokedAt }) =>
            html` <tr>
              <th scope="row">${name}</th>
              <td class="id">${id}</td>
              <td class="loose">${allowed === null ? text.allScopes : allowed.join(', ')}</td>
              <td>${timeOf(createdAt, timeZone)}</td>
              <td>${expiresAt === null ? text.never : timeOf(expiresAt, timeZone)}</td>
              <td>${lastUsedAt === null ? text.never : timeOf(lastUsedAt, timeZone)}</td>
              <td>
                ${
                  revokedAt !== null
                    ? text.revoked
                    : html`<form method="post" action="${linkIn(locale, '/keys/revoke')}">
                        <input type="hidden" name="id" value="${id}" />
                        <button class="small plain" aria-label="${text.revoke}: ${name}">${text.revoke}</button>
                      </form>`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
