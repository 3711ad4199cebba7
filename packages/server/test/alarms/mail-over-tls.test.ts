import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { mailChannel, testChannels, type MailOptions } from 'paycircle-server/alarms'

const password = 'p4ss word/+='
const folder = mkdtempSync(join(tmpdir(), 'paycircle-mail-'))
const keyFile = join(folder, 'key.pem')
const certFile = join(folder, 'cert.pem')
const mails: string[] = []
const logins: string[] = []
let server: SMTPServer
let port: number

beforeAll(async () => {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const files = ['-keyout', keyFile, '-out', certFile]
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, ...files], { stdio: 'pipe' })
  server = new SMTPServer({
    secure: true,
    key: readFileSync(keyFile),
    cert: readFileSync(certFile),
    disableReverseLookup: true,
    onAuth(login, _session, done) {
      logins.push(login.username)
      const isRight = login.username === 'alarms' && login.password === password
      if (isRight) done(null, { user: 'alarms' })
      else done(new Error('no such login'))
    },
    onData(stream, _session, done) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        mails.push(Buffer.concat(pieces).toString('utf8'))
        done()
      })
    },
  })
  // A client that does not believe the certificate ends the connection.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  port = (server.server.address() as AddressInfo).port
})
beforeEach(() => {
  mails.length = 0
  logins.length = 0
})
afterAll(async () => {
  await new Promise<void>((resolve) => {
    server.close(resolve)
  })
  rmSync(folder, { recursive: true })
})

const options = {
  host: 'localhost',
  secure: true,
  user: 'alarms',
  password: () => password,
  from: 'paycircle@example.com',
  to: ['night@example.com'],
  language: 'en',
} as const

async function send(more: Partial<MailOptions>) {
  const [sent] = await testChannels([mailChannel({ ...options, port, ...more })], 0)
  return sent
}

const authority = () => ({ ca: readFileSync(certFile, 'utf8') })

test('mail goes over TLS from the first byte, with a log-in', async () => {
  expect(await send(authority())).toEqual({ channel: 'mail', sent: true, failure: null })
  expect(logins).toEqual(['alarms'])
  expect(mails).toEqual([expect.stringContaining('Subject: paycircle: This is a test of the alarms')])
})

test('a wrong password is told of, and never repeated', async () => {
  const sent = await send({ ...authority(), password: () => 'wr0ng-passw0rd' })
  expect([sent?.sent, mails]).toEqual([false, []])
  expect(sent?.failure).toContain('no such login')
  expect(sent?.failure).not.toContain('wr0ng-passw0rd')
})

test('a server whose certificate nobody vouches for is told nothing, not even the log-in', async () => {
  const sent = await send({})
  expect([sent?.sent, logins, mails]).toEqual([false, [], []])
  expect(sent?.failure).toContain('self-signed certificate')
})

// A name of this machine that the channel does not take for one, so that it demands what it demands of any server.
const foreign = 'LOCALHOST'

/** A server that begins in clear, and offers STARTTLS or does not. */
async function startPlain(offersTls: boolean) {
  const heard: string[] = []
  const plain = new SMTPServer({
    secure: false,
    key: readFileSync(keyFile),
    cert: readFileSync(certFile),
    disabledCommands: offersTls ? [] : ['STARTTLS'],
    // It would take a log-in in clear: that none comes must be the client's doing.
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth(login, session, done) {
      heard.push(`${session.secure ? 'tls' : 'clear'} log-in ${login.username}`)
      done(null, { user: 'alarms' })
    },
    onData(stream, session, done) {
      heard.push(`${session.secure ? 'tls' : 'clear'} mail`)
      stream.resume().on('end', () => {
        done()
      })
    },
  })
  plain.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    plain.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        plain.close(resolve)
      }),
  )
  const sendThere = (more: Partial<MailOptions> = {}) =>
    send({ host: foreign, secure: false, port: (plain.server.address() as AddressInfo).port, ...more })
  return { heard, sendThere }
}

test('where the server begins in clear, STARTTLS comes before log-in and mail', async () => {
  const { heard, sendThere } = await startPlain(true)
  expect(await sendThere(authority())).toEqual({ channel: 'mail', sent: true, failure: null })
  expect(heard).toEqual(['tls log-in alarms', 'tls mail'])
})

test('a server whose certificate after STARTTLS nobody vouches for is told nothing', async () => {
  const { heard, sendThere } = await startPlain(true)
  expect(await sendThere()).toMatchObject({ sent: false, failure: expect.stringContaining('self-signed') as unknown })
  expect(heard).toEqual([])
})

test('a server without STARTTLS is told nothing, not even the log-in', async () => {
  const { heard, sendThere } = await startPlain(false)
  expect(await sendThere(authority())).toMatchObject({ sent: false, failure: expect.stringMatching(/TLS/) as unknown })
  expect(heard).toEqual([])
})
