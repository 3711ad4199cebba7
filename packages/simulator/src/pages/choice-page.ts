import type { Account } from '../account-book.js'
import type { Answer } from '../answers.js'
import { signedHalves, type SigningChoice } from '../signing-service.js'
import { errorSummary, type FormProblem } from './error-summary.js'
import { page, type Reader } from './layout.js'
import { html, type Markup } from './markup.js'

export interface ChoiceContent {
  readonly merchant: string
  readonly account: Account
  readonly refundOnly: boolean
  readonly choice: SigningChoice
  readonly problem?: FormProblem | undefined
}

/** Step 2: the two halves. The certificate matters to auto-refund alone. S4-07 */
export function choicePage(reader: Reader, content: ChoiceContent): Answer {
  const { texts } = reader
  const { account, problem } = content
  const main = html`<p class="step">${texts.stepOf(2)}</p>
    <h1>${texts.signTitle}</h1>
    <p>${texts.signIntro(content.merchant)} ${texts.loggedInAs(account.email)}</p>
    ${errorSummary(texts, problem)}
    <form method="post" action="${reader.url}">
      <h2>${texts.chooseHeading}</h2>
      ${content.refundOnly ? undefined : debitChoice(reader, content)}${refundChoice(reader, content)}<button
        type="submit"
        name="action"
        value="sign"
      >
        ${texts.confirmButton}
      </button>
    </form>`
  return page(reader, { title: texts.signTitle, main, status: problem === undefined ? 200 : 422 })
}

function debitChoice(reader: Reader, { account, choice }: ChoiceContent): Markup {
  const { texts } = reader
  const signed = signedHalves(account).autoDebit
  const method = (value: 'credit' | 'balance', label: string) =>
    html`<label
      ><input type="radio" name="payMethod" value="${value}" ${checked(choice.payMethod === value)} /> ${label}</label
    >`
  const methods = html`<fieldset class="extra" id="pay-method">
    <legend>${texts.payMethodLegend}</legend>
    ${method('credit', texts.credit)}${method('balance', texts.balance)}
  </fieldset>`
  return html`<div class="choice">
    ${box('auto-debit', 'autoDebit', choice.autoDebit, signed)}<label for="auto-debit"
      >${texts.autoDebit}${signedMark(reader, signed)}</label
    >
    <span class="hint" id="auto-debit-hint">${texts.autoDebitHint}</span>
    ${signed ? undefined : methods}
  </div> `
}

function refundChoice(reader: Reader, { account, choice }: ChoiceContent): Markup {
  const { texts } = reader
  const signed = signedHalves(account).autoRefund
  const certificate = account.certificate
    ? html`<span class="hint">${texts.certificateInstalled}</span>`
    : html`<span class="hint">${texts.certificateMissing}</span>
        <button class="second" type="submit" name="action" value="install-certificate" id="install-certificate">
          ${texts.installCertificate}
        </button>`
  return html`<div class="choice">
    ${box('auto-refund', 'autoRefund', choice.autoRefund, signed)}<label for="auto-refund"
      >${texts.autoRefund}${signedMark(reader, signed)}</label
    >
    <span class="hint" id="auto-refund-hint">${texts.autoRefundHint}</span>
    <div class="extra">${certificate}</div>
  </div> `
}

function box(id: string, name: string, chosen: boolean, signed: boolean): Markup {
  const state = signed ? html` checked disabled` : checked(chosen)
  return html`<input type="checkbox" id="${id}" name="${name}" value="on" aria-describedby="${id}-hint" ${state} />`
}

function checked(yes: boolean): Markup | undefined {
  return yes ? html` checked` : undefined
}

function signedMark({ texts }: Reader, signed: boolean): string {
  return signed ? ` (${texts.alreadySigned})` : ''
}
