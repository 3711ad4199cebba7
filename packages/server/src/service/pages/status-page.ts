import { messages, type PageMessages } from '../messages.js'
import type { AgreementRow, SigningRow } from '../../store/port/index.js'
import { html, type Html } from './html.js'
import { page, type AgentPageContext } from './layout.js'
import { linkIn } from './locale.js'
import { contactOf } from './platform.js'
import { agreementFacts } from './words.js'

export interface StatusPage {
  readonly signing: SigningRow
  readonly agreement: AgreementRow
  readonly expired: boolean
}

const unclear = new Set(['indeterminate', 'refused', 'not_sent'])

/** What an agent sees after leaving for Alipay's page: only what Alipay answered to a query, never a guess. S4-06, Q4-04 */
export function statusPage(context: AgentPageContext, { signing, agreement, expired }: StatusPage): string {
  const { locale, platform, timeZone } = context
  const text = messages[locale.language]
  const seconds = refreshSeconds(agreement, context.now)
  return page(context, {
    title: text.statusTitle,
    ...(seconds === undefined ? {} : { refreshSeconds: seconds }),
    main: html`<h1>${text.statusTitle}</h1>
      <p class="lead">${text.statusLead(platform.name)}</p>
      <div id="status" role="status">
        ${notice(agreement, text)}
        <p>${saying(agreement, text, platform.name)}</p>
        <div class="card">
          <dl class="facts">
            <dt>${text.account}</dt>
            <dd>${agreement.accountAsGiven}</dd>
            ${agreementFacts(agreement, text, timeZone, context.now)}
          </dl>
        </div>
      </div>
      ${returning(signing.returnTo, text)}
      <p class="note">
        <span id="updates">${seconds === undefined ? '' : text.updatesItself}</span>
        <a href="${linkIn(locale, context.path)}">${text.refreshNow}</a>
      </p>
      <div id="again">
        ${signing.scope === 'status' ? asking(context, text) : canLeaveAgain(agreement, expired) ? leaving(context, text) : ''}
      </div>
      <p class="note">${text.askContact}${contactOf(platform.contact)}</p>`,
  })
}

function saying(row: AgreementRow, text: PageMessages, platform: string): string {
  switch (row.state) {
    case 'unknown':
      return text.sayUnknown
    case 'awaiting_signer':
      return text.sayAwaiting(platform)
    case 'signed':
      return row.autoDebit === row.autoRefund ? text.saySigned : text.sayHalfSigned
    case 'not_signed':
      return text.sayNotSigned
    case 'irregular':
      return text.sayIrregular
    case 'terminated':
      return text.sayTerminated
  }
}

function notice(row: AgreementRow, text: PageMessages): Html | '' {
  if (row.holdCode !== null) {
    return html`<div class="notice">
      <p><strong>${text.hold}</strong>${text.holdAgent(row.holdCode)}</p>
    </div>`
  }
  const isUnclear = row.lastOutcome !== null && unclear.has(row.lastOutcome)
  return isUnclear ? html`<div class="notice"><p>${text.lastAnswerUnclear}</p></div>` : ''
}

function canLeaveAgain(row: AgreementRow, expired: boolean): boolean {
  return !expired && row.holdCode === null && !(row.autoDebit === true && row.autoRefund === true)
}

function leaving({ locale, path, mode }: AgentPageContext, text: PageMessages): Html {
  const button = mode === 'sandbox' ? text.goAgainSimulator : text.goAgain
  return html`<h2>${text.againTitle}</h2>
    <p>${text.again}</p>
    <form method="post" action="${linkIn(locale, path)}" target="_top"><button class="plain">${button}</button></form>`
}

function asking({ locale, path }: AgentPageContext, text: PageMessages): Html {
  return html`<p>${text.whenFailed}</p>
    <form method="post" action="${linkIn(locale, path)}"><button class="plain">${text.askAlipayNow}</button></form>`
}

function returning(returnTo: string | null, text: PageMessages): Html | '' {
  if (returnTo === null) return ''
  return html`<p><a href="${returnTo}">${text.backTo(new URL(returnTo).host)}</a></p>`
}

/** Shortly after the next check, but neither breathlessly nor so late that a reader gives up. */
function refreshSeconds(row: AgreementRow, now: number): number | undefined {
  if (row.nextCheckAt === null) return undefined
  return Math.min(60, Math.max(5, Math.ceil((row.nextCheckAt - now) / 1000) + 2))
}
