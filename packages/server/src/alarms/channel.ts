import { createHash } from 'node:crypto'
import type { Language } from 'paycircle/internal/base'
import { alarmMessages } from './messages.js'
import { alarmRules, type AlarmRule } from './rules.js'

/** What somebody is told. */
export interface AlarmNotice {
  /** The same where a notice that nobody took is sent again. */
  readonly id: string
  readonly kind: 'opened' | 'reminder' | 'resolved' | 'test'
  readonly rule: AlarmRule | null
  readonly profileId: string | null
  readonly nodeName: string | null
  readonly count: number
  /** UTC milliseconds. */
  readonly openedAt: number
}

/** A way by which people are told; rejects where they could not be. */
export interface AlarmChannel {
  readonly name: string
  send(notice: AlarmNotice): Promise<void>
}

/** Whether a channel took a test notice. */
export interface ChannelTest {
  readonly channel: string
  readonly sent: boolean
  /** Why not. */
  readonly failure: string | null
}

const mostCharacters = 300

/** Sends a test notice by every channel, one after the other. Never rejects. */
export async function testChannels(channels: readonly AlarmChannel[], at: number): Promise<readonly ChannelTest[]> {
  const about = { rule: null, profileId: null, nodeName: null, count: 0, openedAt: at }
  const tests: ChannelTest[] = []
  for (const channel of channels) {
    const failure = await channel.send({ id: noticeId(`test ${at}`), kind: 'test', ...about }).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, mostCharacters),
    )
    tests.push({ channel: channel.name, sent: failure === null, failure })
  }
  return tests
}

/** By what makes it this notice and no other. */
export function noticeId(what: string): string {
  return `alm_${createHash('sha256').update(what).digest('hex').slice(0, 24)}`
}

/** The notice as text; it names profiles and numbers, never an account. */
export function noticeText(
  notice: AlarmNotice,
  language: Language,
): { readonly subject: string; readonly body: string } {
  const text = alarmMessages[language]
  const { kind, rule, profileId, nodeName, count, openedAt } = notice
  if (rule === null || kind === 'test') return { subject: `paycircle: ${text.test}`, body: `${text.test}\n` }
  const said = text[rule](count)
  const lines = [
    `${text[kind]}: ${said}`,
    '',
    ...(profileId === null ? [] : [`${text.profile}: ${profileId}`]),
    ...(nodeName === null ? [] : [`${text.node}: ${nodeName}`]),
    `${text.severity}: ${text[alarmRules[rule]]}`,
    `${text.since}: ${new Date(openedAt).toISOString()}`,
    '',
  ]
  return {
    subject: `paycircle: ${text[kind]}: ${rule}${profileId === null ? '' : ` (${profileId})`}`,
    body: lines.join('\n'),
  }
}
