import type { ErrorDescription } from 'paycircle/internal/base'
import type { GateVerdict, KeyRotation, ProfileEntry } from '../../profiles/index.js'
import type { ProfileFacts } from '../profile-details.js'
import { profilePageMessages, type ProfilePageMessages } from '../profile-page-messages.js'
import { field, refusal } from './field.js'
import { html, type Html } from './html.js'
import { keySection } from './key-section.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'

export interface ProfilePage extends ProfileFacts {
  readonly rotation: KeyRotation
  readonly refused?: ErrorDescription
}

/** One profile: what stands between it and going live, and the change of its key. S3-01, S3-02, S3-03 */
export function profilePage(context: PageContext, facts: ProfilePage): string {
  const { locale, operator } = context
  const { entry, gate, notices, refused } = facts
  const text = profilePageMessages[locale.language]
  const mayManage = operator?.may('profiles:manage') === true
  const { profile, source } = entry
  return page(context, {
    title: text.profileTitle(profile.id),
    wide: true,
    main: html`<h1>${text.profileTitle(profile.id)}</h1>
      ${refusal(refused)} ${notices.map((notice) => html`<p class="notice">${notice.text[locale.language]}</p>`)}
      <section class="card">
        <dl class="facts">
          <dt>${text.name}</dt>
          <dd>${profile.name}</dd>
          <dt>${text.partner}</dt>
          <dd class="id">${profile.partner}</dd>
          <dt>${text.mode}</dt>
          <dd>${text[`mode-${profile.mode}`]}</dd>
          <dt>${text.accountClass}</dt>
          <dd>${text[`account-${profile.accountClass}`]}</dd>
          <dt>${text.keptIn}</dt>
          <dd>${text[`source-${source}`]}</dd>
        </dl>
      </section>
      <h2>${text.gateTitle}</h2>
      <p>${gate.readyForLive ? text.gateOpen : gate.open ? text.gateNotAsked : text.gateClosed}</p>
      ${gateTable(gate, context, text)} ${mayManage ? gateForms(entry, gate, context, text) : ''}
      ${keySection(context, facts, mayManage)}
      <p><a href="${linkIn(locale, '/profiles')}">${text.toProfiles}</a></p>`,
  })
}

function gateTable({ items }: GateVerdict, { locale }: PageContext, text: ProfilePageMessages): Html {
  return html`<div class="scroll" role="region" aria-label="${text.gateTitle}" tabindex="0">
    <table class="records">
      <caption>
        ${text.gateCaption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.demand}</th>
          <th scope="col">${text.state}</th>
          <th scope="col">${text.meaning}</th>
          <th scope="col">${text.rows}</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          (item) =>
            html`<tr>
              <th scope="row">${text[`item-${item.item}`]}</th>
              <td>${text[`gate-${item.state}`]}</td>
              <td class="loose told">${item.text[locale.language]}</td>
              <td class="loose">${item.rows.join(', ')}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function gateForms(
  { profile, source }: ProfileEntry,
  { readyForLive, items }: GateVerdict,
  { locale }: PageContext,
  text: ProfilePageMessages,
): Html {
  const action = linkIn(locale, `/profiles/${profile.id}/go-live`)
  const procedureOpen = items.some(({ item, state }) => item === 'procedure' && state === 'open')
  return html`${
    procedureOpen
      ? html`<h3>${text.overrideTitle}</h3>
          <form class="card" method="post" action="${action}">
            ${field({ name: 'overrideReason', label: text.overrideReason, type: 'text', autocomplete: 'off', hint: text.overrideHint })}
            <button>${text.override}</button>
          </form>`
      : ''
  }
  ${
    source === 'configuration'
      ? html`<p class="note">${text.goLiveOfFile}</p>`
      : readyForLive && profile.mode !== 'live'
        ? html`<form method="post" action="${action}"><button>${text.goLive}</button></form>`
        : ''
  }`
}
