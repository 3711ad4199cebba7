import type { ChannelTest } from 'paycircle-server/alarms'
import type { Alarm } from 'paycircle-server/api'
import { doAlarmTask } from '../alarms/index.js'
import { configurationError } from '../configuration/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { table } from '../output/table.js'
import { alarmCommandMessages } from './alarm-messages.js'

/** `alarm list`: what somebody should look at now. */
export async function alarmList(invocation: Invocation): Promise<ExitCode> {
  const { profile, language, output } = invocation
  const done = await doAlarmTask(invocation, { task: 'list', ...(profile === undefined ? {} : { profileId: profile }) })
  const { items } = done as { readonly items: readonly Alarm[] }
  const say = alarmCommandMessages[language]
  output.result({ items }, () =>
    items.length === 0
      ? say.none
      : table(
          [say.key, say.severity, say.openedAt, say.acknowledgedBy, say.meaning],
          items.map(({ key, severity, openedAt, acknowledgedBy, text }) => [
            key,
            say[severity],
            openedAt,
            acknowledgedBy ?? '',
            text,
          ]),
        ),
  )
  return exitCode.done
}

/** `alarm ack`: somebody has seen it; no reminder any more. */
export async function alarmAck(
  invocation: Invocation,
  { argument: key = '' }: { readonly argument: string | undefined },
): Promise<ExitCode> {
  const alarm = (await doAlarmTask(invocation, { task: 'acknowledge', key })) as Alarm
  invocation.output.result(alarm, () => alarmCommandMessages[invocation.language].acknowledged(alarm.key))
  return exitCode.done
}

/** `alarm test`: a test notice by every channel. */
export async function alarmTest(invocation: Invocation): Promise<ExitCode> {
  const done = await doAlarmTask(invocation, { task: 'test' })
  const { channels } = done as { readonly channels: readonly ChannelTest[] }
  if (channels.length === 0) throw configurationError('configuration-no-alarm-channel', {})
  const say = alarmCommandMessages[invocation.language]
  invocation.output.result({ channels }, () =>
    channels
      .map(({ channel, sent, failure }) => (sent ? say.sent(channel) : say.notSent(channel, failure ?? '')))
      .join('\n'),
  )
  return channels.every(({ sent }) => sent) ? exitCode.done : exitCode.no
}
