import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { certify } from '../../src/simulator-place/authority.js'
import { errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

/** A receiver of a shop on this machine, over https, whose certificate an authority of one's own signed. */
async function startShop(folder: string) {
  const { tls, authority } = await certify(folder, ['localhost', '127.0.0.1'], Date.now())
  const received: string[] = []
  const server = createServer(tls, (request, response) => {
    received.push(String(request.headers['webhook-id']))
    request.resume().on('end', () => response.writeHead(204).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { authority, received, port: (server.address() as AddressInfo).port }
}

it('outside the sandbox webhooks lead to networks of one’s own only where these are named, and over https alone', async () => {
  const folder = newFolder()
  const { authority, received, port } = await startShop(folder)
  const [address, name] = [`https://127.0.0.1:${port}/events`, `https://localhost:${port}/events`]
  const env = {
    PAYCIRCLE_MODE: 'test',
    PAYCIRCLE_PARTNER: '2088000000000001',
    PAYCIRCLE_KEY: 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3',
    PAYCIRCLE_CONTACT: '王芳 <021-5555 0100>',
    PAYCIRCLE_DATA: join(folder, 'data'),
    PAYCIRCLE_SEAL_KEY_FILE: join(folder, 'seal.pem'),
    // Node's own way to trust an authority beside those of the system.
    NODE_EXTRA_CA_CERTS: authority,
  }
  expect((await paycircle(['log', 'seal', '--new-key', env.PAYCIRCLE_SEAL_KEY_FILE, '--json'], { env })).code).toBe(0)

  /** Runs a service, and does something with its webhooks by its interface. */
  const served = async (more: Readonly<Record<string, string>>, does: (call: Call) => Promise<void>) => {
    const running = await startPaycircle(['serve', '--port', '0'], { env: { ...env, ...more } })
    const files = running.ready.apiKeyFiles as unknown as Record<string, string>
    const authorization = `Bearer ${readFileSync(files.default ?? '', 'utf8').trim()}`
    await does(async (path, body) => {
      const headers = { authorization, 'content-type': 'application/json' }
      const answer = await fetch(`${running.ready.service ?? ''}${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      return (await answer.json()) as Record<string, unknown>
    })
    await running.stop()
  }
  const wide = { PAYCIRCLE_WEBHOOK_PRIVATE_NETWORKS: '10.20.0.0/16,127.0.0.1' }
  const delivered = { delivered: true, status: 204, failure: null }
  const closed = { delivered: false, status: null, failure: 'closed-address' }
  let made: readonly string[] = []

  await served(wide, async (call) => {
    for (const url of [address, name]) {
      const { id } = await call('/v1/webhooks', { url })
      made = [...made, String(id)]
      expect(await call(`/v1/webhooks/${String(id)}/test`, {})).toEqual(delivered)
    }
    expect(received).toHaveLength(2)
    for (const url of [`http://127.0.0.1:${port}/`, 'https://10.21.0.1/', 'https://169.254.169.254/']) {
      expect(await call('/v1/webhooks', { url })).toMatchObject({ code: 'webhook-url-refused' })
    }
  })
  await served({}, async (call) => {
    expect(await call('/v1/webhooks', { url: address })).toMatchObject({
      code: 'webhook-url-refused',
      remedy: expect.stringContaining('PAYCIRCLE_WEBHOOK_PRIVATE_NETWORKS') as unknown,
    })
    // Those of before are posted to no more, by their address and by whatever address their name leads to.
    for (const id of made) expect(await call(`/v1/webhooks/${id}/test`, {})).toEqual(closed)
    expect(received).toHaveLength(2)
  })
  const refused = await paycircle(['webhook', 'create', '--url', address, '--json'], { env })
  expect(errorOf(refused).code).toBe('webhook-url-refused')
  expect((await paycircle(['webhook', 'create', '--url', address, '--json'], { env: { ...env, ...wide } })).code).toBe(
    0,
  )
}, 60_000)

type Call = (path: string, body: unknown) => Promise<Record<string, unknown>>
