import type { ProfileStatus } from '../../engine/index.js'
import { profileMessages, type ProfileMessages } from '../profile-messages.js'
import { html, type Html } from './html.js'
import type { PageContext } from './layout.js'
import { linkIn, type Locale } from './locale.js'
import { timeOf } from './times.js'

/** What an operator must see on every page while something stops the profile's calls. */
export function profileNotice(
  { pause, brake }: ProfileStatus,
  { locale, timeZone, operator }: Pick<PageContext, 'locale' | 'timeZone' | 'operator'>,
): Html {
  const text = profileMessages[locale.language]
  return html`${pause === null ? '' : pauseNotice(pause, locale, timeZone, operator?.may('agreements:act') === true, text)}
  ${brake === null ? '' : brakeNotice(brake, timeZone, text)}`
}

function pauseNotice(
  { code, reason, since, canary }: NonNullable<ProfileStatus['pause']>,
  locale: Locale,
  timeZone: string,
  mayAct: boolean,
  text: ProfileMessages,
): Html {
  const cause = code === null ? text.byOperator(reason ?? '') : text.byCode(code)
  return html`<section class="notice wrong" aria-label="${text.paused}">
    <p><strong>${text.paused} · ${text.since} ${timeOf(since, timeZone)}</strong>${cause} ${text.pauseEffect}</p>
    ${
      canary === null
        ? ''
        : html`<p>
            ${text.canary} ${timeOf(canary.at, timeZone)}
            ${canary.outcome}${canary.code === null ? '' : html` <code>${canary.code}</code>`}
          </p>`
    }
    ${
      mayAct
        ? html`<form class="row" method="post" action="${linkIn(locale, '/profile/resume')}">
            <div>
              <label for="resume-reason">${text.reason}</label>
              <p class="note" id="resume-hint">${text.reasonHint}</p>
              <input
                type="text"
                id="resume-reason"
                name="reason"
                required
                maxlength="500"
                aria-describedby="resume-hint"
              />
            </div>
            <button class="plain">${text.resume}</button>
          </form>`
        : ''
    }
  </section>`
}

function brakeNotice(
  { failure, since, nextCanaryAt }: NonNullable<ProfileStatus['brake']>,
  timeZone: string,
  text: ProfileMessages,
): Html {
  return html`<section class="notice" aria-label="${text.braked}">
    <p>
      <strong>${text.braked} · ${text.since} ${timeOf(since, timeZone)}</strong>${text.brakeEffect}
      <code>${failure}</code>. ${text.nextCanary} ${timeOf(nextCanaryAt, timeZone)}
    </p>
  </section>`
}
