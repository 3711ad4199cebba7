import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from 'paycircle/internal/base'
import { apiPath } from 'paycircle-server/api'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { PostgresServer } from '../../packages/server/test/store/postgres/server.js'
import { startService } from '../chaos/service-process.js'

const key = 'k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'
const partner = '2088000000000001'
const agents = Array.from({ length: 16 }, (_, index) => `agent${index}@example.com`)

let folder: string
let server: PostgresServer
let simulator: Simulator

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paycircle-two-nodes-'))
  writeFileSync(join(folder, 'key.txt'), key, { mode: 0o600 })
  server = await PostgresServer.start()
  simulator = await startSimulator({
    partners: [{ partner, md5Key: Secret.fromText(key) }],
    accounts: agents.map((email) => ({ email, autoDebit: true, autoRefund: true })),
  })
})
afterAll(async () => {
  await simulator.close()
  await server.dispose()
  rmSync(folder, { recursive: true, force: true })
})

it('a roster that came to one node is followed and fetched at another, which goes on with it when the first ends', async () => {
  const database = await server.newDatabase()
  const start = (name: string) =>
    startService({
      PAYCIRCLE_PARTNER: partner,
      PAYCIRCLE_KEY_FILE: join(folder, 'key.txt'),
      PAYCIRCLE_GATEWAY: simulator.gatewayUrl,
      PAYCIRCLE_DATABASE_URL: database,
      PAYCIRCLE_DATA: join(folder, name),
      PAYCIRCLE_CONTACT_NAME: '王芳',
      PAYCIRCLE_CONTACT_PHONE: '021-5555 0100',
    })
  const first = await start('first')
  const second = await start('second')
  onTestFinished(() => second.kill())
  const { authorization } = first
  const upload = (url: string) =>
    fetch(`${url}${apiPath.rosters()}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'text/csv', 'idempotency-key': 'the-whole-list' },
      body: `邮箱\r\n${agents.join('\r\n')}\r\n`,
    })

  const sent = await upload(first.url)
  const text = await sent.text()
  const { id } = JSON.parse(text) as { readonly id: string }
  // Another node knows the request by its key.
  const again = await upload(second.url)
  expect([again.status, again.headers.get('idempotent-replayed'), await again.text()]).toEqual([202, 'true', text])

  const progress = await fetch(`${second.url}${apiPath.rosterProgress(id)}`, { headers: { authorization } })
  const told: { readonly pending: number; readonly state: string }[] = []
  let stopping: Promise<unknown> | undefined
  let unread = ''
  for await (const piece of progress.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    unread += piece
    const messages = unread.split('\n\n')
    unread = messages.pop() ?? ''
    for (const message of messages) {
      const [, data] = /^data: (.+)$/m.exec(message) ?? []
      if (data !== undefined) told.push(JSON.parse(data) as (typeof told)[number])
    }
    // In its midst the node that asks is taken away.
    if (told.some(({ pending }) => pending < agents.length)) stopping ??= first.stop()
  }
  await stopping
  expect(told.at(-1)).toMatchObject({ state: 'finished', pending: 0, outcomes: { signed: agents.length } })
  expect(told.length).toBeGreaterThan(2)

  const results = await fetch(`${second.url}${apiPath.rosterResultsFile(id)}`, { headers: { authorization } })
  const lines = (await results.text()).trimEnd().split('\r\n').slice(1)
  expect(lines.map((line) => line.split(',').slice(1, 3).join())).toEqual(agents.map((email) => `${email},signed`))
  const asked = simulator.requests().filter(({ service }) => service === 'query_customer_protocol')
  expect(asked).toHaveLength(agents.length)
}, 120_000)
