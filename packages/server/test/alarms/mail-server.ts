import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface MailServer {
  readonly port: number
  /** Every mail as it came: its recipients, and everything after DATA. */
  readonly mails: readonly { readonly to: readonly string[]; readonly data: string }[]
  /** Refuses every mail from now on, or takes them again. */
  refuse(refuses: boolean): void
}

/** An SMTP server on loopback that knows what it takes to be handed a mail, and nothing else. */
export async function startMailServer(): Promise<MailServer> {
  const mails: { to: string[]; data: string }[] = []
  const sockets = new Set<Socket>()
  let refuses = false
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.write('220 test ESMTP\r\n')
    let to: string[] = []
    let data: string | undefined
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8')
      for (let end = text.indexOf('\r\n'); end !== -1; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        if (data !== undefined) {
          if (line === '.') {
            mails.push({ to, data })
            data = undefined
            socket.write('250 taken\r\n')
          } else data += `${line}\n`
        } else answer(line)
      }
    })
    const answer = (line: string) => {
      const command = line.slice(0, 4).toUpperCase()
      if (command === 'RCPT') to.push(/<([^>]*)>/.exec(line)?.[1] ?? '')
      if (command === 'MAIL') to = []
      if (command === 'DATA') data = ''
      if (command === 'QUIT') socket.end('221 bye\r\n')
      else if (command === 'DATA') socket.write('354 go on\r\n')
      else socket.write(command === 'MAIL' && refuses ? '451 not now\r\n' : '250 ok\r\n')
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    refuse: (now) => {
      refuses = now
    },
  }
}
