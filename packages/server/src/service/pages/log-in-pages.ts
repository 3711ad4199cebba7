import type { ErrorDescription } from 'paycircle/internal/base'
import { accessMessages } from '../access-messages.js'
import { field, refusal } from './field.js'
import { html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn, type Locale } from './locale.js'

export interface LogInPage {
  /** Where to go afterwards; a path of ours. */
  readonly to: string
  readonly hasUsers: boolean
  /** Another service that says who somebody is, as it is called. */
  readonly provider?: string
  readonly refused?: ErrorDescription
}

/** Name and password. What was typed as a name is not shown again: it may have been a password. */
export function logInPage(context: PageContext, { to, hasUsers, provider, refused }: LogInPage): string {
  const { locale } = context
  const text = accessMessages[locale.language]
  return page(context, {
    title: text.logInTitle,
    main: html`<h1>${text.logInTitle}</h1>
      <p class="lead">${text.logInLead}</p>
      ${refusal(refused)}
      ${
        hasUsers
          ? ''
          : html`<p class="notice">${text.noUserYet} <a href="${linkIn(locale, '/setup')}">${text.setUpLink}</a></p>`
      }
      ${
        provider === undefined
          ? ''
          : html`<p class="go">
                <a class="button" href="${providerLogInPath(locale, to)}">${text.logInBy(provider)}</a>
              </p>
              <h2>${text.orByPassword}</h2>`
      }
      <form class="card" method="post" action="${linkIn(locale, '/login')}">
        <input type="hidden" name="to" value="${to}" />
        ${field({ name: 'name', label: text.userName, type: 'text', autocomplete: 'username' })}
        ${field({ name: 'password', label: text.password, type: 'password', autocomplete: 'current-password', hint: text.passwordNotAlipay })}
        <button>${text.logIn}</button>
      </form>`,
  })
}

function providerLogInPath(locale: Locale, to: string): string {
  return linkIn(locale, `/login/provider?${new URLSearchParams({ to }).toString()}`)
}

/** Why another service's word did not let somebody in, and the way to try again. */
export function providerRefusalPage(context: PageContext, refused: ErrorDescription): string {
  const { locale } = context
  const text = accessMessages[locale.language]
  return page(context, {
    title: text.notLoggedIn,
    main: html`<h1>${text.notLoggedIn}</h1>
      ${refusal(refused)}
      <p><a class="button" href="${linkIn(locale, '/login')}">${text.backToLogIn}</a></p>`,
  })
}

/** The first administrator, for whoever can read the file beside the store. */
export function setUpPage(context: PageContext, refused?: ErrorDescription): string {
  const { locale } = context
  const text = accessMessages[locale.language]
  return page(context, {
    title: text.setUpTitle,
    main: html`<h1>${text.setUpTitle}</h1>
      <p class="lead">${text.setUpLead}</p>
      ${refusal(refused)}
      <form class="card" method="post" action="${linkIn(locale, '/setup')}">
        ${field({ name: 'token', label: text.setUpCode, type: 'password', autocomplete: 'off' })}
        ${field({ name: 'name', label: text.userName, type: 'text', autocomplete: 'username', hint: text.userNameHint })}
        ${field({ name: 'password', label: text.password, type: 'password', autocomplete: 'new-password', hint: text.passwordHint })}
        <p class="note">${text.passwordNotAlipay}</p>
        <button>${text.create}</button>
      </form>`,
  })
}

/** Sets the password of the link's user. */
export function passwordPage(context: PageContext, name: string, action: string, refused?: ErrorDescription): string {
  const { locale } = context
  const text = accessMessages[locale.language]
  return page(context, {
    title: text.setPasswordTitle,
    main: html`<h1>${text.setPasswordTitle}</h1>
      <p class="lead">${text.setPasswordFor(name)}</p>
      ${refusal(refused)}
      <form class="card" method="post" action="${linkIn(locale, action)}">
        ${field({ name: 'password', label: text.newPassword, type: 'password', autocomplete: 'new-password', hint: text.passwordHint })}
        <p class="note">${text.passwordNotAlipay}</p>
        <button>${text.setPassword}</button>
      </form>`,
  })
}
