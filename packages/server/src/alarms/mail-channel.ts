import type { Language } from 'paycircle/internal/base'
import { noticeText, type AlarmChannel } from './channel.js'

export interface MailOptions {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; else STARTTLS, which is demanded unless the server is on this machine. */
  readonly secure: boolean
  readonly user?: string
  /** Read at each sending, and nowhere kept in clear. */
  readonly password?: () => string
  /** Certificates in PEM, where the server's is signed by an authority of one's own. */
  readonly ca?: string
  readonly from: string
  readonly to: readonly string[]
  readonly language: Language
}

const limitMs = 15_000

/** Tells by e-mail. Certificates are always verified; without TLS nothing leaves this machine. */
export function mailChannel(options: MailOptions): AlarmChannel {
  const { host, port, secure, user, password, ca, from, to, language } = options
  const isLocal = host === 'localhost' || host === '::1' || host.startsWith('127.')
  return {
    name: 'mail',
    async send(notice) {
      // Loaded by who sends mail alone: every command that knows of alarms would wait for it.
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({
        host,
        port,
        secure,
        requireTLS: !secure && !isLocal,
        ignoreTLS: isLocal && !secure,
        tls: { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) },
        connectionTimeout: limitMs,
        greetingTimeout: limitMs,
        socketTimeout: limitMs,
        ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password() } }),
      })
      try {
        const { subject, body } = noticeText(notice, language)
        await transport.sendMail({ from, to: [...to], subject, text: body })
      } finally {
        transport.close()
      }
    },
  }
}
