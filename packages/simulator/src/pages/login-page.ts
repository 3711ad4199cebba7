import type { Answer } from '../answers.js'
import { demoPassword } from '../signing-service.js'
import { errorSummary, validity, type FormProblem } from './error-summary.js'
import { page, type Reader } from './layout.js'
import { markup } from './markup.js'

export interface LoginContent {
  readonly merchant: string
  /** Filled in: what the merchant sent, or the demo account that was typed; never anything else that was typed. */
  readonly email: string
  /** Demo accounts to choose from; any other may be typed. */
  readonly suggestions: readonly string[]
  readonly problem?: FormProblem | undefined
}

/** Step 1: which demo account signs. It asks for nothing real and keeps nothing real. S3-04 */
export function loginPage(reader: Reader, { merchant, email, suggestions, problem }: LoginContent): Answer {
  const { texts } = reader
  const main = markup`<p class="step">${texts.stepOf(1)}</p>
<h1>${texts.signTitle}</h1>
<p>${texts.signIntro(merchant)}</p>
<p class="warn">${texts.neverReal}</p>
${errorSummary(texts, problem)}<form method="post" action="${reader.url}" autocomplete="off">
<h2>${texts.loginHeading}</h2>
<div class="field">
<label for="email">${texts.accountLabel}</label>
<input id="email" name="email" type="text" inputmode="email" value="${email}" maxlength="100" required autocomplete="off" spellcheck="false" list="demo-accounts"${validity(problem, 'email')}>
<datalist id="demo-accounts">${suggestions.map((one) => markup`<option value="${one}"></option>`)}</datalist>
</div>
<div class="field">
<label for="password">${texts.passwordLabel}</label>
<input id="password" name="password" type="password" maxlength="100" required autocomplete="off"${validity(problem, 'password', 'password-hint')}>
<span class="hint" id="password-hint">${texts.demoCredentials(demoPassword)}</span>
</div>
<button type="submit" name="action" value="log-in">${texts.loginButton}</button>
</form>`
  return page(reader, { title: texts.signTitle, main, status: problem === undefined ? 200 : 422 })
}
