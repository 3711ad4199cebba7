import type { ErrorDescription } from 'paycircle/internal/base'
import type { Alarm } from '../../api/index.js'
import { accessMessages, type AccessMessages } from '../access-messages.js'
import { refusal } from './field.js'
import { html, type Html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'
import { timeOf } from './times.js'

export interface AlarmsPage {
  readonly alarms: readonly Alarm[]
  readonly refused?: ErrorDescription
}

const severityClasses = { critical: 'bad', error: 'bad', warning: 'wait' } as const

/** What somebody should look at now, and that he has. */
export function alarmsPage(context: PageContext, { alarms, refused }: AlarmsPage): string {
  const text = accessMessages[context.locale.language]
  return page(context, {
    title: text.alarmsTitle,
    wide: true,
    main: html`<h1>${text.alarmsTitle}</h1>
      <p class="lead">${text.alarmsLead}</p>
      ${refusal(refused)}
      ${alarms.length === 0 ? html`<p class="card empty">${text.alarmsEmpty}</p>` : alarmsTable(context, alarms, text)}`,
  })
}

function alarmsTable(context: PageContext, alarms: readonly Alarm[], text: AccessMessages): Html {
  return html`<div class="scroll" role="region" aria-label="${text.alarmsTitle}" tabindex="0">
    <table class="records">
      <caption>
        ${text.alarmsCaption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.severity}</th>
          <th scope="col">${text.alarm}</th>
          <th scope="col">${text.profile}</th>
          <th scope="col">${text.since}</th>
          <th scope="col">${text.state}</th>
        </tr>
      </thead>
      <tbody>
        ${alarms.map((alarm) => alarmRow(context, alarm, text))}
      </tbody>
    </table>
  </div>`
}

function alarmRow({ locale, timeZone, operator }: PageContext, alarm: Alarm, text: AccessMessages): Html {
  const { key, rule, severity, profileId, openedAt, acknowledgedAt, acknowledgedBy } = alarm
  const button = html`<form method="post" action="${linkIn(locale, '/alarms')}">
    <input type="hidden" name="key" value="${key}" />
    <button class="small" aria-label="${text.acknowledge}: ${key}">${text.acknowledge}</button>
  </form>`
  const waits = operator?.may('agreements:act') === true ? button : text.notAcknowledged
  return html` <tr>
    <td><span class="tag ${severityClasses[severity]}">${text[severity]}</span></td>
    <td class="loose"><strong class="id">${rule}</strong><br />${alarm.text}</td>
    <td>${profileId ?? text.allProfiles}</td>
    <td>${timeOf(Date.parse(openedAt), timeZone)}</td>
    <td>
      ${
        acknowledgedAt === null
          ? waits
          : html`${text.acknowledgedBy(acknowledgedBy ?? '')}<br />${timeOf(Date.parse(acknowledgedAt), timeZone)}`
      }
    </td>
  </tr>`
}
