import type { Account } from '../account-book.js'
import type { Answer } from '../answers.js'
import { signedHalves, type SigningChoice } from '../signing-service.js'
import { errorSummary, validity, type FormProblem } from './error-summary.js'
import { page, type Reader } from './layout.js'
import { markup, type Markup } from './markup.js'

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
  const main = markup`<p class="step">${texts.stepOf(2)}</p>
<h1>${texts.signTitle}</h1>
<p>${texts.signIntro(content.merchant)}</p>
<p>${texts.loggedInAs(account.email)}</p>
${errorSummary(texts, problem)}<form method="post" action="${reader.url}">
<h2>${texts.chooseHeading}</h2>
${content.refundOnly ? undefined : debitChoice(reader, content)}${refundChoice(reader, content)}<button type="submit" name="action" value="sign">${texts.confirmButton}</button>
</form>`
  return page(reader, { title: texts.signTitle, main, status: problem === undefined ? 200 : 422 })
}

function debitChoice({ texts }: Reader, { account, choice, problem }: ChoiceContent): Markup {
  const signed = signedHalves(account).autoDebit
  const method = (value: 'credit' | 'balance', label: string) =>
    markup`<label><input type="radio" name="payMethod" id="pay-method-${value}" value="${value}"${checked(choice.payMethod === value)}> ${label}</label>
`
  const methods = markup`<fieldset class="extra"${validity(problem, 'pay-method-credit')}><legend>${texts.payMethodLegend}</legend>
${method('credit', texts.credit)}${method('balance', texts.balance)}</fieldset>`
  return markup`<div class="choice">
<input type="checkbox" id="auto-debit" name="autoDebit" value="on"${state(choice.autoDebit, signed)}${validity(problem, 'auto-debit', 'auto-debit-hint')}>
<label for="auto-debit">${texts.autoDebit}${signed ? ` (${texts.alreadySigned})` : ''}</label>
<span class="hint" id="auto-debit-hint">${texts.autoDebitHint}</span>
${signed ? undefined : methods}
</div>
`
}

function refundChoice({ texts }: Reader, { account, choice, problem }: ChoiceContent): Markup {
  const signed = signedHalves(account).autoRefund
  const certificate = account.certificate
    ? markup`<span class="hint">${texts.certificateInstalled}</span>`
    : markup`<span class="hint">${texts.certificateMissing}</span>
<button class="second" type="submit" name="action" value="install-certificate" id="install-certificate">${texts.installCertificate}</button>`
  return markup`<div class="choice">
<input type="checkbox" id="auto-refund" name="autoRefund" value="on"${state(choice.autoRefund, signed)}${validity(problem, 'auto-refund', 'auto-refund-hint')}>
<label for="auto-refund">${texts.autoRefund}${signed ? ` (${texts.alreadySigned})` : ''}</label>
<span class="hint" id="auto-refund-hint">${texts.autoRefundHint}</span>
<div class="extra">${certificate}</div>
</div>
`
}

function state(chosen: boolean, signed: boolean): Markup | undefined {
  return signed ? markup` checked disabled` : checked(chosen)
}

function checked(yes: boolean): Markup | undefined {
  return yes ? markup` checked` : undefined
}
