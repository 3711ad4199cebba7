/**
 * A server under load, in a process of its own. `service` is the merchant service; `bare` a node:http server, `framework` a fastify, that runs
 * the same SQL by the same group commit and answers the bytes that the service once answered. Prints where it listens and
 * what to ask as JSON.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { Secret, systemClock as clock, systemRandom } from 'paycircle/internal/base'
import { createAccess } from 'paycircle-server/access'
import { createDelivery, noPrivateNetworks } from 'paycircle-server/delivery'
import { createEngine } from 'paycircle-server/engine'
import { createDirectory, createProfile } from 'paycircle-server/profiles'
import { createSealing } from 'paycircle-server/sealing'
import { createMetrics, createService } from 'paycircle-server/service'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import type { Store } from 'paycircle-server/store/port'
import { md5Key, partner } from './samples.js'
import { signingUnit } from './signing-unit.js'

const folder = mkdtempSync(join(tmpdir(), 'paycircle-bench-'))
const random = systemRandom
const store = await openSqliteStore({ path: join(folder, 'store.sqlite'), writerName: 'bench', clock, random })
const profile = createProfile({
  id: 'default',
  name: 'Bench Air',
  partner,
  key: Secret.fromText(md5Key),
  contact: { name: 'Desk', email: 'desk@example.com' },
})
const nodeName = 'bench'
const access = createAccess({ store, clock, random, nodeName })
const engine = createEngine({ store, clock, random, nodeName, profiles: [profile] })
const { token } = await engine.startSigning({ profileId: 'default', email: 'agent@example.com', actor: 'cli' })

interface Answer {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Asks once; the answer as it stands, but for what node adds by itself. */
async function take(url: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(url, init)
  const own = new Set(['connection', 'keep-alive', 'date', 'transfer-encoding'])
  return {
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !own.has(name))),
    body: Buffer.from(await answer.arrayBuffer()),
  }
}

async function serveBare(own: Store, created: Answer, page: Answer): Promise<number> {
  const tokenDigest = createHash('sha256').update(token).digest('hex')
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = async (): Promise<void> => {
        if (request.method === 'POST') {
          JSON.parse(Buffer.concat(chunks).toString('utf8'))
          await own.commit(signingUnit())
          response.writeHead(201, created.headers).end(created.body)
        } else {
          const signing = await own.signingByTokenDigest(tokenDigest)
          if (signing !== undefined) await own.agreement(signing.agreementId)
          response.writeHead(200, page.headers).end(page.body)
        }
      }
      answer().catch(() => response.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function serveFramework(own: Store, created: Answer, page: Answer): Promise<number> {
  const tokenDigest = createHash('sha256').update(token).digest('hex')
  const app = fastify()
  app.post('/v1/signings', async (_request, reply) => {
    await own.commit(signingUnit())
    return reply.code(201).headers(created.headers).send(created.body)
  })
  app.get('/s/:token', async (_request, reply) => {
    const signing = await own.signingByTokenDigest(tokenDigest)
    if (signing !== undefined) await own.agreement(signing.agreementId)
    return reply.headers(page.headers).send(page.body)
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as AddressInfo).port
}

const { key } = await access.createApiKey({ profileId: 'default', name: 'bench', actor: 'cli' })
const sealing = createSealing({ keys: [], random: randomBytes })
const directory = createDirectory({ store, clock, random, nodeName, sealing, configured: [profile] })
await directory.refresh()
const rulesOf = () => ({ sandbox: true, privateNetworks: noPrivateNetworks })
const delivery = createDelivery({ store, clock, random, nodeName, sealing, rulesOf })
const service = await createService({
  engine,
  store,
  access,
  directory,
  delivery,
  clock,
  nodeName,
  metrics: await createMetrics(),
  // One key and one address make all the calls.
  rateLimits: { perKey: 0, perAddress: 0 },
})
let { port } = await service.listen({ host: '127.0.0.1', port: 0 })
if (process.argv[2] !== 'service') {
  const created = await take(`http://127.0.0.1:${port}/v1/signings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'first@example.com' }),
  })
  const page = await take(`http://127.0.0.1:${port}/s/${token}`, {})
  port = await (process.argv[2] === 'bare' ? serveBare : serveFramework)(store, created, page)
}
process.stdout.write(`${JSON.stringify({ port, key, token })}\n`)
process.on('SIGTERM', () => {
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
