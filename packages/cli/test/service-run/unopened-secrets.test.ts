import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { PostgresServer } from '../../../server/test/store/postgres/server.js'
import { makeSealKey } from '../../src/custody/index.js'
import { documentOf, newFolder, paycircle, startPaycircle } from '../program.js'

const patiently = { timeout: 20_000, interval: 50 }

let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start()
})
afterAll(() => server.dispose())

async function startReceiver(): Promise<{ readonly url: string; readonly received: readonly string[] }> {
  const received: string[] = []
  const receiver = createServer((request, response) => {
    received.push(String(request.headers['webhook-id']))
    request.resume().on('end', () => response.writeHead(204).end())
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    receiver.close()
    receiver.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`, received }
}

it('a service from which the seal key of its webhooks is taken away says so, loses no event, and goes on once it is back', async () => {
  const receiver = await startReceiver()
  const folder = newFolder()
  const [first, other] = ['first.pem', 'other.pem'].map((name) => makeSealKey(join(folder, name)))
  const pems = ['first.pem', 'other.pem'].map((name) => readFileSync(join(folder, name), 'utf8'))
  writeFileSync(join(folder, 'away.pem'), pems.toReversed().join(''), { mode: 0o600 })
  writeFileSync(join(folder, 'back.pem'), pems.join(''), { mode: 0o600 })
  const node = {
    PAYCIRCLE_DATABASE_URL: await server.newDatabase(),
    PAYCIRCLE_PARTNER: '2088000000000001',
    PAYCIRCLE_KEY: 'k'.repeat(32),
    PAYCIRCLE_GATEWAY: 'http://127.0.0.1:9/gateway.do',
  }
  const nodeWith = (name: string, keyFile: string) => ({
    ...node,
    PAYCIRCLE_DATA: join(folder, name),
    PAYCIRCLE_SEAL_KEY_FILE: join(folder, keyFile),
  })

  const running = await startPaycircle(['serve', '--port', '0'], { env: nodeWith('node', 'first.pem') })
  const files = running.ready.apiKeyFiles as unknown as Record<string, string>
  const authorization = `Bearer ${readFileSync(files.default ?? '', 'utf8').trim()}`
  const call = async (path: string, body?: object) => {
    const posted = body && { method: 'POST', body: JSON.stringify(body) }
    const headers = { authorization, ...(body && { 'content-type': 'application/json' }) }
    const answer = await fetch(`${running.ready.service ?? ''}${path}`, { ...posted, headers })
    return (await answer.json()) as { id: string; secret: string; items: object[] }
  }
  /** As a node or a command with another key file does it. */
  const reseal = async (keyFile: string) =>
    documentOf(await paycircle(['secrets', 'reseal', '--json'], { env: nodeWith('elsewhere', keyFile) }))

  const made = await call('/v1/webhooks', { url: receiver.url })
  expect(made).toMatchObject({ state: 'active', secretFault: null })
  await call('/v1/profiles/default/pause', { reason: 'maintenance' })
  await expect.poll(() => receiver.received.length, patiently).toBe(1)

  expect(await reseal('away.pem')).toMatchObject({ keyId: other?.keyId, resealed: 1 })
  await call('/v1/profiles/default/resume', { reason: 'done' })
  const shown = { state: 'active', secretFault: 'sealing-key-unknown' }
  expect(await call(`/v1/webhooks/${made.id}`)).toMatchObject(shown)
  const waiting = await call(`/v1/webhooks/${made.id}/deliveries?state=pending`)
  expect(waiting.items).toMatchObject([{ attempts: 0, lastFailure: null }])
  expect(receiver.received).toHaveLength(1)

  expect(await reseal('back.pem')).toMatchObject({ keyId: first?.keyId, resealed: 1 })
  await expect.poll(() => receiver.received.length, patiently).toBe(2)
  expect(await call(`/v1/webhooks/${made.id}`)).toMatchObject({ secretFault: null })

  const { stderr } = await running.stop()
  const lines = stderr.split('\n').filter((line) => line.includes('cannot be opened'))
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 40, webhook: made.id, profile: 'default', err: { code: 'sealing-key-unknown' } },
  ])
  expect(lines[0]).toContain(other?.keyId)
  expect(stderr).not.toContain(made.secret)
}, 60_000)
