import { messages } from '../messages.js'
import { html, type Html } from './html.js'
import { page, type AgentPageContext } from './layout.js'
import { linkIn } from './locale.js'
import { contactOf } from './platform.js'

export interface StartPage {
  /** Auto-refund alone is asked for, auto-debit is not. */
  readonly refundOnly: boolean
  /** As it was given to us. */
  readonly account: string
  readonly validUntil: Html
}

/**
 * What an agent reads before anything happens: who asks, for which account, and where the user name and password
 * belong. It holds no signed request; the button asks us for one. S3-04, S4-06, S4-07
 */
export function startPage(context: AgentPageContext, { refundOnly, account, validUntil }: StartPage): string {
  const { locale, platform, mode } = context
  const text = messages[locale.language]
  const sandbox = mode === 'sandbox'
  const button = sandbox ? text.goToSimulator : text.goToAlipay
  return page(context, {
    title: text.startTitle,
    main: html`<h1>${text.startTitle}</h1>
      <p class="lead">${text.startLead(platform.name)}</p>
      <section class="card" aria-label="${text.whoAsks}">
        <dl class="facts">
          <dt>${text.platform}</dt>
          <dd>${platform.name}</dd>
          <dt>${text.partnerId}</dt>
          <dd class="id">${platform.partner}</dd>
          <dt>${text.contact}</dt>
          <dd>${contactOf(platform.contact)}</dd>
          <dt>${text.signingAccount}</dt>
          <dd>${account}</dd>
          <dt>${text.scope}</dt>
          <dd>${refundOnly ? text.scopeRefund : text.scopeBoth}</dd>
          <dt>${text.validUntil}</dt>
          <dd>${validUntil}</dd>
        </dl>
      </section>
      <h2>${text.whatHappens}</h2>
      <ol class="steps">
        <li>${sandbox ? text.stepClickSandbox(button) : text.stepClick(button)}</li>
        <li>${text.stepPassword}</li>
        ${sandbox ? '' : html`<li>${text.stepAddress}</li> `}
        <li>${refundOnly ? text.stepCertificateRefund : text.stepCertificate}</li>
        <li>${text.stepResult(platform.name)}</li>
      </ol>
      <form class="go" method="post" action="${linkIn(locale, context.path)}" target="_top">
        <button>${button}</button>
      </form>
      <p class="note">${text.notExpected}</p>`,
  })
}
