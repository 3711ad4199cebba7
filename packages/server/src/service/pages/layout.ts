import type { Language } from 'paycircle/internal/base'
import type { Mode } from 'paycircle/internal/vocabulary'
import type { Permission } from '../../access/index.js'
import type { ProfileStatus } from '../../engine/index.js'
import { messages, type PageMessages } from '../messages.js'
import { statusScriptAsset, stylesheetAsset } from './assets.js'
import { html, Html } from './html.js'
import { linkIn, withLanguage, type Locale } from './locale.js'
import type { Platform } from './platform.js'
import { profileNotice } from './profile-notice.js'
import { offsetOf } from './times.js'

/** What every page is made with. */
export interface PageContext {
  readonly locale: Locale
  /** Path and query of the page without `lang`: the language switch leads back to it. */
  readonly path: string
  /** UTC milliseconds. */
  readonly now: number
  readonly mode: Mode
  /** IANA name. */
  readonly timeZone: string
  /** Who speaks; unknown where a link leads nowhere and there are several. */
  readonly platform?: Platform
  /** The signed-in operator; without one it is an agent's page. */
  readonly operator?: PageOperator
  /** On operators' pages: whether something stops the profile's calls. */
  readonly status?: ProfileStatus
}

/** Who looks at an operators' page, as far as the page needs to know. */
export interface PageOperator {
  readonly name: string
  /** Whether it is whoever sits at the sandbox's machine. */
  readonly demo: boolean
  /** Binds forms to the session. */
  readonly formToken?: string
  readonly may: (permission: Permission) => boolean
}

/** What an agent's page is made with: it always says who asks. */
export interface AgentPageContext extends PageContext {
  readonly platform: Platform
}

export interface PageBody {
  readonly title: string
  readonly main: Html
  /** The page shows something that is still changing and looks again after so many seconds. */
  readonly refreshSeconds?: number
  readonly wide?: boolean
}

const languageNames: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' }

/** The whole page as text. No inline style and no inline script: the content security policy allows neither. */
export function page(context: PageContext, body: PageBody): string {
  const text = messages[context.locale.language]
  const brand = brandOf(context, text)
  return html`<!doctype html>
<html lang="${text.htmlLanguage}">
<head>
<meta charset="utf-8">
<title>${body.title} – ${brand}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheetAsset.path}">
${body.refreshSeconds === undefined ? '' : refreshing(body.refreshSeconds)}</head>
<body${body.wide === true ? wideClass : ''}>
<a class="skip" href="#main">${text.skipToContent}</a>
<header>${banner(context, text)}<div class="bar"><div class="wrap">
<p class="brand">${brand}</p>
${context.operator === undefined ? '' : navigation(context, text)}${languageSwitch(context, text)}</div></div></header>
<main id="main" tabindex="-1"${refreshAttribute(body.refreshSeconds)}><div class="wrap">
${context.status === undefined ? '' : withFormToken(context, profileNotice(context.status, context))}${withFormToken(context, body.main)}
</div></main>
<footer><div class="wrap">
<p>${footnote(context, text)}</p>
<p>${text.timesIn(context.timeZone, offsetOf(context.now, context.timeZone))}</p>
</div></footer>
</body>
</html>
`.text
}

/** Puts the session's token into every form that changes something, so that none can be forgotten. */
function withFormToken({ operator }: PageContext, main: Html): Html {
  if (operator?.formToken === undefined) return main
  const field = `<input type="hidden" name="formToken" value="${operator.formToken}" />`
  // Values are escaped, so whatever looks like a form here is one of ours.
  return new Html(main.text.replace(/<form\b[^>]*\bmethod="post"[^>]*>/g, (form) => form + field))
}

function brandOf({ operator, platform }: PageContext, text: PageMessages): string {
  return operator === undefined && platform !== undefined ? platform.name : text.product
}

const wideClass = html` class="wide"`

function refreshing(seconds: number): Html {
  return html`<noscript><meta http-equiv="refresh" content="${Math.max(seconds, 15)}" /></noscript>
    <script type="module" src="${statusScriptAsset.path}"></script> `
}

function refreshAttribute(seconds: number | undefined): Html | '' {
  return seconds === undefined ? '' : html` data-refresh-seconds="${seconds}"`
}

function banner({ mode }: PageContext, text: PageMessages): Html | '' {
  if (mode === 'live') return ''
  // S3-03: whoever sees a page in test mode sees the price.
  const words = mode === 'sandbox' ? text.sandboxBanner : text.testBanner
  return html`<div class="banner"><p class="wrap">${words}</p></div>`
}

const navigationEntries = [
  { target: '/', label: 'overview', permission: 'agreements:act' },
  { target: '/agreements', label: 'agreements', permission: 'agreements:see' },
  { target: '/operations', label: 'operations', permission: 'log:see' },
  { target: '/alarms', label: 'alarms', permission: 'agreements:see' },
  { target: '/approvals', label: 'approvals', permission: 'agreements:act' },
  { target: '/profiles', label: 'profiles', permission: 'agreements:act' },
  { target: '/users', label: 'users', permission: 'users:manage' },
  { target: '/webhooks', label: 'webhooks', permission: 'webhooks:manage' },
  { target: '/keys', label: 'keys', permission: 'keys:manage' },
  { target: '/account', label: 'ownAccount', permission: 'self:manage' },
] as const

function navigation({ locale, path, operator }: PageContext, text: PageMessages): Html {
  const here = path.split('?')[0] ?? path
  const entry = (target: string, label: string) => {
    const current = target === '/' ? here === '/' || here === '/signings' : here.startsWith(target)
    return html`<li><a href="${linkIn(locale, target)}" ${current ? html` aria-current="page"` : ''}>${label}</a></li>`
  }
  return html`<nav aria-label="${text.navigation}">
    <ul>
      ${navigationEntries.filter(({ permission }) => operator?.may(permission) === true).map(({ target, label }) => entry(target, text[label]))}
    </ul>
  </nav>`
}

function languageSwitch({ locale, path }: PageContext, text: PageMessages): Html {
  const entries = (['zh', 'en'] as const).map((language) =>
    language === locale.language
      ? html`<li><strong>${languageNames[language]}</strong></li>`
      : html`<li>
          <a
            href="${withLanguage(path, language)}"
            hreflang="${messages[language].htmlLanguage}"
            lang="${messages[language].htmlLanguage}"
            >${languageNames[language]}</a
          >
        </li>`,
  )
  return html`<nav class="languages" aria-label="${text.languages}">
    <ul>
      ${entries}
    </ul>
  </nav> `
}

function footnote({ platform, operator }: PageContext, text: PageMessages): string {
  if (operator !== undefined)
    return `${operator.demo ? text.operatorPage : text.operatorPageReal} ${text.signedInAs(operator.name)}`
  return platform === undefined ? text.notAlipay : text.platformPage(platform.name, platform.partner)
}
