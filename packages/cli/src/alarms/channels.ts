import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Clock, Language } from 'paycircle/internal/base'
import { mailChannel, type AlarmChannel } from 'paycircle-server/alarms'
import type { PrivateNetworks } from 'paycircle-server/delivery'
import { z } from 'zod'
import { programError } from '../errors.js'
import { webhookChannel } from './webhook-channel.js'

const address = z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/)

/** The file by which alarms are mailed: server and password stand in it, so it is for its owner alone. */
const mailFileSchema = z.strictObject({
  /** `smtps://user:password@host:465`, or `smtp://` with STARTTLS. */
  server: z.url({ protocol: /^smtps?$/ }),
  /** A file of certificates in PEM, where the server's is signed by an authority of one's own. */
  authorityFile: z.string().max(4096).optional(),
  from: address,
  to: z.array(address).min(1).max(20),
})

/** The file by which alarms are posted; the secret is shared with the receiver. */
const webhookFileSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  /** As Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64. */
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/),
})

export interface ChannelSettings {
  readonly alarmMailFile?: string | undefined
  readonly alarmWebhookFile?: string | undefined
}

export interface ChannelSurroundings {
  readonly clock: Clock
  readonly language: Language
  /** Whether nothing is real, so that receivers on this machine may be told over http. */
  readonly sandbox: boolean
  /** Networks of one's own that receivers may stand in. */
  readonly privateNetworks: PrivateNetworks
}

/**
 * Ways by which people are told of alarms.
 *
 * @throws `settings-file-unusable` where a file cannot be read or is no such file; `webhook-url-refused`
 */
export function alarmChannels(
  { alarmMailFile, alarmWebhookFile }: ChannelSettings,
  { clock, language, sandbox, privateNetworks }: ChannelSurroundings,
): readonly AlarmChannel[] {
  return [
    ...(alarmMailFile === undefined ? [] : [mailOf(alarmMailFile, language)]),
    ...(alarmWebhookFile === undefined
      ? []
      : [webhookChannel({ ...readSettings(alarmWebhookFile, webhookFileSchema), clock, sandbox, privateNetworks })]),
  ]
}

function mailOf(file: string, language: Language): AlarmChannel {
  const { server, authorityFile, from, to } = readSettings(file, mailFileSchema)
  const { protocol, hostname, port, username, password } = new URL(server)
  const secure = protocol === 'smtps:'
  const user = decodeURIComponent(username)
  return mailChannel({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(user === '' ? {} : { user, password: () => decodeURIComponent(password) }),
    ...(authorityFile === undefined ? {} : { ca: readText(resolve(dirname(file), authorityFile)) }),
    from,
    to,
    language,
  })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw programError('alarm-file-unusable', { file }, { cause: error })
  }
}

function readSettings<Value>(file: string, schema: z.ZodType<Value>): Value {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // What the parser says may repeat what stands in the file.
    throw programError('alarm-file-unusable', { file })
  }
}
