import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStage, type Stage } from '../../packages/server/test/service/stage.js'

const example = (name: string) => fileURLToPath(new URL(`../../examples/http-clients/${name}`, import.meta.url))
const clients = [
  { language: 'Node', tool: process.execPath, program: example('client.mjs') },
  { language: 'Java', tool: 'java', program: example('Client.java') },
  { language: 'PHP', tool: 'php', program: example('client.php') },
]
const runnable = clients.filter(({ tool }) => spawnSync(tool, ['-version'], { stdio: 'ignore' }).error === undefined)

it('runs the example in every language whose tool is on this machine, and names the others', () => {
  const absent = clients.filter((client) => !runnable.includes(client)).map(({ language }) => language)
  if (absent.length > 0)
    process.stderr.write(`not on this machine, so their example did not run: ${absent.join(', ')}\n`)
  expect(runnable.map(({ language }) => language)).toContain('Node')
})
const agent = 'agent@example.com'

describe.each(runnable)('the example of a client over HTTP, in $language', ({ tool, program }) => {
  let folder: string
  let stage: Stage

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paycircle-client-'))
    stage = await setStage()
    await writeFile(join(folder, 'api-key'), stage.apiKey)
  })

  afterAll(async () => {
    await stage.close()
    await rm(folder, { recursive: true })
  })

  async function run(args: readonly string[], url = stage.origin) {
    const env = {
      ...process.env,
      PAYCIRCLE_URL: url,
      PAYCIRCLE_API_KEY_FILE: join(folder, 'api-key'),
      TIMEOUT_MS: '3000',
    }
    const child = spawn(tool, [program, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (piece: Buffer) => (text += piece.toString('utf8')))
    const [exit] = (await once(child, 'close')) as [number]
    return { exit, ...(JSON.parse(text) as { kind: string; body: Record<string, unknown> }) }
  }

  async function at(answer: RequestListener, use: (url: string) => Promise<void>) {
    const server = createServer(answer).listen(0, '127.0.0.1')
    await once(server, 'listening')
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }

  it('starts one signing however often it asks with one key', async () => {
    const [first, second] = [await run(['sign', agent, 'order-17']), await run(['sign', agent, 'order-17'])]
    expect(first).toMatchObject({ exit: 0, kind: 'answer' })
    expect(first.body.startUrl).toContain('/s/')
    expect(second.body.id).toBe(first.body.id)
    expect(await run(['sign', 'nobody', 'order-18'])).toMatchObject({ exit: 4, kind: 'refused' })
  })

  it('reads yes, no and unknown as three things', async () => {
    expect(await run(['permission', agent, 'cae_charge_agent'])).toMatchObject({ exit: 3, body: { allowed: false } })
    const account = new URL(`/_simulator/accounts/${agent}`, stage.simulator.gatewayUrl)
    const signed = { autoDebit: true, autoRefund: false, state: 'normal', certificate: true }
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(account, { method: 'PUT', headers, body: JSON.stringify(signed) })).ok).toBe(true)
    await stage.api(`/v1/agreements/${agent}/check`, {})
    expect(await run(['agreement', agent])).toMatchObject({ exit: 0, body: { state: 'signed' } })
    expect(await run(['permission', agent, 'cae_charge_agent'])).toMatchObject({ exit: 0 })
    expect(await run(['permission', agent, 'refund_fastpay_by_platform_nopwd'])).toMatchObject({ exit: 1 })
  })

  it.each<[string, RequestListener, object]>([
    [
      'too many calls',
      (_, to) => to.writeHead(429, { 'retry-after': '7' }).end('{"code":"too-many-requests"}'),
      { retryAfterS: 7 },
    ],
    ['a page instead of JSON', (_, to) => to.writeHead(200).end('<html>'), {}],
    ['an answer without the word', (_, to) => to.writeHead(200).end('{}'), { kind: 'answer' }],
    ['a closed connection', (from) => from.socket.destroy(), {}],
    ['silence', () => undefined, { why: 'timeout' }],
  ])('knows nothing after %s', async (_, answer, found) => {
    await at(answer, async (url) => {
      expect(await run(['permission', agent, 'cae_charge_agent'], url)).toMatchObject({ exit: 3, ...found })
    })
  })
})
