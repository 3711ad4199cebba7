import { offersWayBack, type KeyRotation } from '../../profiles/index.js'
import type { ProfileFacts } from '../profile-details.js'
import { profilePageMessages, type ProfilePageMessages } from '../profile-page-messages.js'
import { field } from './field.js'
import { html, type Html } from './html.js'
import type { PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { offsetOf, timeOf } from './times.js'

/** How the profile's keys stand, and what may be done about them. No key is typed here. S3-02, Q3-02 */
export function keySection(
  context: PageContext,
  { entry, status, rotation }: ProfileFacts & { readonly rotation: KeyRotation },
  mayManage: boolean,
): Html {
  const { locale, timeZone } = context
  const text = profilePageMessages[locale.language]
  const { id, key } = entry.profile
  const { staged, switchAt, previous, backUntil } = rotation
  return html`<h2>${text.keyTitle}</h2>
    <section class="card">
      <dl class="facts">
        <dt>${text.inUse}</dt>
        <dd class="id">${key.fingerprint()}</dd>
        <dt>${text.staged}</dt>
        <dd class="id">${staged ?? text.nothingStaged}</dd>
        ${
          staged === null
            ? ''
            : html`<dt>${text.probe}</dt>
                <dd>${probeText(rotation, timeZone, text)}</dd>`
        }
        ${
          switchAt === null
            ? ''
            : html`<dt>${text.switchAt}</dt>
                <dd>${timeOf(switchAt, timeZone)}</dd>`
        }
        ${
          previous === null
            ? ''
            : html`<dt>${text.previous}</dt>
                <dd class="id">${previous}</dd>`
        }
        ${
          backUntil === null
            ? ''
            : html`<dt>${text.backUntil}</dt>
                <dd>${timeOf(backUntil, timeZone)}</dd>`
        }
      </dl>
    </section>
    ${offersWayBack(rotation, status.pause) ? html`<p class="notice wrong">${text.backOffered}</p>` : ''}
    ${mayManage ? keyForms(id, rotation, context, text) : ''}`
}

function probeText({ probe }: KeyRotation, timeZone: string, text: ProfilePageMessages): Html | string {
  if (probe === null) return text.notProbed
  const code = probe.code === null ? '' : html` <code>${probe.code}</code>`
  return html`${text[`probe-${probe.suggests}`]}${code} · ${timeOf(probe.at, timeZone)}`
}

function keyForms(id: string, rotation: KeyRotation, context: PageContext, text: ProfilePageMessages): Html {
  const { locale } = context
  const { staged, switchAt, previous } = rotation
  const action = (step: string) => linkIn(locale, `/profiles/${id}/key/${step}`)
  const command = `paycircle profile rotate-key stage --profile ${id} --key-file FILE`
  return html`<h3>${text.stageTitle}</h3>
    <p class="note">${text.stageHint}</p>
    <pre>${command}</pre>
    ${staged === null ? '' : stagedForms(rotation, action, context, text)}
    ${
      previous === null && switchAt === null
        ? ''
        : html`<h3>${switchAt === null ? text.backTitle : text.giveUpTitle}</h3>
            <form class="card" method="post" action="${action('back')}">
              ${field({ name: 'backReason', label: text.switchReason, type: 'text', autocomplete: 'off', hint: text.backHint })}
              <button class="plain">${switchAt === null ? text.backAct : text.giveUpAct}</button>
            </form>`
    }`
}

function stagedForms(
  { probe }: KeyRotation,
  action: (step: string) => string,
  { now, timeZone }: PageContext,
  text: ProfilePageMessages,
): Html {
  return html`<h3>${text.probeTitle}</h3>
    <form class="card" method="post" action="${action('probe')}">
      ${field({ name: 'email', label: text.probeEmail, type: 'text', autocomplete: 'off', hint: text.probeHint })}
      <button>${text.probeAct}</button>
    </form>
    <h3>${text.switchTitle}</h3>
    ${probe?.suggests === 'accepted' ? '' : html`<p class="notice">${text.notAccepted}</p>`}
    <form class="card" method="post" action="${action('switch')}">
      <p class="note">${text.switchHint}</p>
      <div class="field">
        <label for="switchAt">${text.switchTime(timeZone, offsetOf(now, timeZone))}</label>
        <p class="note" id="switchAt-hint">${text.switchTimeHint}</p>
        <input type="datetime-local" id="switchAt" name="switchAt" aria-describedby="switchAt-hint" />
      </div>
      ${field({ name: 'backDays', label: text.backDays, type: 'text', autocomplete: 'off', value: '14' })}
      ${field({ name: 'switchReason', label: text.switchReason, type: 'text', autocomplete: 'off', hint: text.backHint })}
      <button>${text.switchAct}</button>
    </form>`
}
