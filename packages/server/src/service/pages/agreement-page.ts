import type { ErrorDescription } from 'paycircle/internal/base'
import type { StoredOperation } from '../stored-operation.js'
import type { AgreementRow } from '../../store/port/index.js'
import { accountShown } from './account-shown.js'
import { messages, type PageMessages } from '../messages.js'
import { profileMessages } from '../profile-messages.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { operationsTable } from './operations-table.js'
import { timeOf } from './times.js'
import { agreementFacts, outcomeWord } from './words.js'

export interface AgreementPage {
  readonly agreement: AgreementRow
  readonly history: readonly StoredOperation[]
  /** What was tried here and not done. */
  readonly refused?: ErrorDescription
}

/** One agreement as operators see it, with its hold and its history. */
export function agreementPage(context: PageContext, { agreement, history, refused }: AgreementPage): string {
  const { locale, timeZone, now } = context
  const text = messages[locale.language]
  const account = accountShown(context, agreement.accountAsGiven)
  const mayAct = context.operator?.may('agreements:act') === true
  const action = (name: string) => linkIn(locale, `/agreements/${agreement.id}/${name}`)
  return page(context, {
    title: text.agreementTitle(account),
    wide: true,
    main: html`<h1>${text.agreementTitle(account)}</h1>
      ${
        refused === undefined
          ? ''
          : html`<div class="notice wrong" role="alert">
              <p><strong>${refused.message}</strong>${refused.remedy}</p>
            </div>`
      }
      ${holdNotice(agreement, timeZone, mayAct ? action('release') : undefined, text)}
      <div class="card">
        <dl class="facts">
          ${agreementFacts(agreement, text, timeZone, now)}
          <dt>${text.lastAnswer}</dt>
          <dd>${lastAnswer(agreement, text)}</dd>
          <dt>${text.userId}</dt>
          <dd class="id">${agreement.userId === null ? text.none : accountShown(context, agreement.userId)}</dd>
          <dt>${text.agentId}</dt>
          <dd>${agreement.agentId ?? text.none}</dd>
        </dl>
      </div>
      ${
        mayAct
          ? html`<div class="row">
              <form class="row" method="post" action="${action('check')}">
                ${forceReason(context)}<button>${text.checkNow}</button>
              </form>
              ${startForm(context, agreement, text)}
            </div>`
          : ''
      }
      <h2>${text.history}</h2>
      ${operationsTable(context, history, { caption: text.historyCaption, label: text.history, withAccount: false })}
      ${
        context.operator?.may('log:see') === true
          ? html`<p><a href="${linkIn(locale, `/operations?agreement=${agreement.id}`)}">${text.wholeHistory}</a></p>`
          : ''
      }`,
  })
}

function lastAnswer(row: AgreementRow, text: PageMessages): Html | string {
  if (row.lastOutcome === null) return text.none
  const word = outcomeWord(row.lastOutcome, text)
  return row.lastCode === null ? word : html`${word} <code>${row.lastCode}</code>`
}

/** While the profile is paused an operator may ask all the same, and says why. */
function forceReason({ status, locale }: PageContext): Html | '' {
  if (status === undefined || status.pause === null) return ''
  return html`<div>
    <label for="force-reason">${profileMessages[locale.language].forceReason}</label>
    <input type="text" id="force-reason" name="reason" required maxlength="500" />
  </div>`
}

/** A hold forbids a new link, so none is offered. */
function startForm({ locale }: PageContext, row: AgreementRow, text: PageMessages): Html | '' {
  if (row.holdCode !== null || !row.accountAsGiven.includes('@')) return ''
  return html`<form method="post" action="${linkIn(locale, '/signings')}">
    <input type="hidden" name="email" value="${row.accountAsGiven}" /><button class="plain">
      ${text.startSigning}
    </button>
  </form>`
}

function holdNotice(row: AgreementRow, timeZone: string, action: string | undefined, text: PageMessages): Html | '' {
  if (row.holdCode === null) return ''
  return html`<section class="notice" aria-label="${text.hold}">
    <p>
      <strong
        >${text.hold}${row.holdSince === null ? '' : html` · ${text.since} ${timeOf(row.holdSince, timeZone)}`}</strong
      >${text.holdOperator(row.holdCode)}
      ${row.holdOpensBy === 'operator' ? text.holdOpensByOperator : text.holdOpensByQuery}
    </p>
    ${
      action === undefined
        ? ''
        : html`<form class="row" method="post" action="${action}">
            <div>
              <label for="reason">${text.reason}</label>
              <p class="note" id="reason-hint">${text.reasonHint}</p>
              <input type="text" id="reason" name="reason" required maxlength="500" aria-describedby="reason-hint" />
            </div>
            <button class="plain">${text.openHold}</button>
          </form>`
    }
  </section>`
}
