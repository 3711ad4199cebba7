import type { Language } from 'paycircle/internal/base'
import { alarmMessages } from './messages.js'
import { alarmRules, type AlarmRule } from './rules.js'

/** What somebody is told. */
export interface AlarmNotice {
  readonly kind: 'opened' | 'reminder' | 'resolved' | 'test'
  readonly rule: AlarmRule | null
  readonly profileId: string | null
  readonly count: number
  /** UTC milliseconds. */
  readonly openedAt: number
}

/** A way by which people are told; rejects where they could not be. */
export interface AlarmChannel {
  readonly name: string
  send(notice: AlarmNotice): Promise<void>
}

/** The notice as text; it names profiles and numbers, never an account. */
export function noticeText(
  notice: AlarmNotice,
  language: Language,
): { readonly subject: string; readonly body: string } {
  const text = alarmMessages[language]
  const { kind, rule, profileId, count, openedAt } = notice
  if (rule === null || kind === 'test') return { subject: `paycircle: ${text.test}`, body: `${text.test}\n` }
  const said = text[rule](count)
  const lines = [
    `${text[kind]}: ${said}`,
    '',
    ...(profileId === null ? [] : [`${text.profile}: ${profileId}`]),
    `${text.severity}: ${text[alarmRules[rule]]}`,
    `${text.since}: ${new Date(openedAt).toISOString()}`,
    '',
  ]
  return {
    subject: `paycircle: ${text[kind]}: ${rule}${profileId === null ? '' : ` (${profileId})`}`,
    body: lines.join('\n'),
  }
}
