import { readFileSync } from 'node:fs'
import type { Language } from 'paycircle/internal/base'
import { mailChannel, type AlarmChannel } from 'paycircle-server/alarms'
import { z } from 'zod'
import { programError } from '../errors.js'

const address = z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/)

/** The file by which alarms are mailed: server and password stand in it, so it is for its owner alone. */
const mailFileSchema = z.strictObject({
  /** `smtps://user:password@host:465`, or `smtp://` with STARTTLS. */
  server: z.url({ protocol: /^smtps?$/ }),
  from: address,
  to: z.array(address).min(1).max(20),
})

/** @throws `folder-unusable` where the file cannot be read or is no such file */
export function alarmChannels(file: string | undefined, language: Language): readonly AlarmChannel[] {
  if (file === undefined) return []
  const { server, from, to } = readMailFile(file)
  const { protocol, hostname, port, username, password } = new URL(server)
  const secure = protocol === 'smtps:'
  const user = decodeURIComponent(username)
  return [
    mailChannel({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      ...(user === '' ? {} : { user, password: () => decodeURIComponent(password) }),
      from,
      to,
      language,
    }),
  ]
}

function readMailFile(file: string): z.infer<typeof mailFileSchema> {
  try {
    return mailFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // What the parser says may repeat what stands in the file.
    throw programError('folder-unusable', { folder: file })
  }
}
