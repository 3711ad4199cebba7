import type { ErrorDescription, Language } from 'paycircle/internal/base'
import { messages, type PageMessages } from '../messages.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'

/** An account of the simulator that shows something. */
export interface DemoAgent {
  readonly email: string
  readonly note: Readonly<Record<Language, string>>
}

export interface OverviewPage {
  readonly demoAgents: readonly DemoAgent[]
  readonly simulatorUrl?: string
  readonly profileId: string
  /** Those that the operator may act for. */
  readonly profileIds: readonly string[]
  /** What was typed and why it was not taken. */
  readonly refused?: { readonly email: string; readonly error: ErrorDescription }
}

/** The sandbox's first page: whom to start a signing for. */
export function overviewPage(context: PageContext, view: OverviewPage): string {
  const { locale } = context
  const text = messages[locale.language]
  return page(context, {
    title: text.overviewTitle,
    wide: true,
    main: html`<h1>${text.overviewTitle}</h1>
      <p class="lead">${view.demoAgents.length === 0 ? text.overviewLeadPlain : text.overviewLead}</p>
      ${profileForm(context, view, text)}
      ${view.demoAgents.length === 0 ? '' : demoTable(context, view.demoAgents, text)}
      <h2>${text.anyAgent}</h2>
      ${emailForm(context, view.refused, text)}
      ${view.simulatorUrl === undefined ? '' : html`<p><a href="${view.simulatorUrl}">${text.simulatorLink}</a></p>`}`,
  })
}

/** Which profile the pages show, where there is a choice. */
function profileForm({ locale }: PageContext, { profileId, profileIds }: OverviewPage, text: PageMessages): Html | '' {
  if (profileIds.length < 2) return ''
  return html`<form class="row" method="post" action="${linkIn(locale, '/profile/choose')}">
    <div>
      <label for="profile">${text.profileShown}</label>
      <select id="profile" name="profile">
        ${profileIds.map((id) => html`<option value="${id}" ${id === profileId ? html`selected` : ''}>${id}</option>`)}
      </select>
    </div>
    <button class="plain">${text.showProfile}</button>
  </form>`
}

function demoTable({ locale }: PageContext, agents: readonly DemoAgent[], text: PageMessages): Html {
  return html`<div class="scroll" role="region" aria-label="${text.demoAgents}" tabindex="0">
    <table>
      <caption>
        ${text.demoAgents}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.demoAccount}</th>
          <th scope="col">${text.demoNote}</th>
          <th scope="col">${text.demoAction}</th>
        </tr>
      </thead>
      <tbody>
        ${agents.map(
          ({ email, note }) =>
            html` <tr>
              <th scope="row">${email}</th>
              <td>${note[locale.language]}</td>
              <td>
                <form method="post" action="${linkIn(locale, '/signings')}">
                  <input type="hidden" name="email" value="${email}" /><button
                    class="small"
                    aria-label="${text.startFor(email)}"
                  >
                    ${text.start}
                  </button>
                </form>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function emailForm({ locale }: PageContext, refused: OverviewPage['refused'], text: PageMessages): Html {
  const described = refused === undefined ? 'email-hint' : 'email-error email-hint'
  return html`<form class="card" method="post" action="${linkIn(locale, '/signings')}" novalidate>
    ${
      refused === undefined
        ? ''
        : html`<div class="notice wrong" role="alert" id="email-error">
            <p><strong>${refused.error.message}</strong>${refused.error.remedy}</p>
          </div>`
    }
    <div class="field">
      <label for="email">${text.emailLabel}</label>
      <p class="note" id="email-hint">${text.emailHint}</p>
      <input
        type="email"
        id="email"
        name="email"
        value="${refused?.email ?? ''}"
        autocomplete="off"
        maxlength="200"
        aria-describedby="${described}"
        ${refused === undefined ? '' : html` aria-invalid="true" autofocus`}
      />
    </div>
    <fieldset>
      <legend>${text.scope}</legend>
      <label><input type="radio" name="scope" value="both" checked /> ${text.scopeBoth}</label>
      <label><input type="radio" name="scope" value="auto-refund" /> ${text.scopeRefund}</label>
    </fieldset>
    <button>${text.startSigning}</button>
  </form>`
}
