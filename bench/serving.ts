/**
 * A server under load, in a process of its own. `service` is the merchant service; `bare` a node:http server that runs
 * the same SQL by the same group commit and does nothing else. Prints where it listens and what to ask as JSON.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret, systemClock as clock } from 'paycircle/internal/base'
import { createAccess } from 'paycircle-server/access'
import { createEngine } from 'paycircle-server/engine'
import { createProfile } from 'paycircle-server/profiles'
import { createMetrics, createService } from 'paycircle-server/service'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import type { Store } from 'paycircle-server/store/port'
import { md5Key, partner } from './samples.js'
import { signingUnit } from './signing-unit.js'

const folder = mkdtempSync(join(tmpdir(), 'paycircle-bench-'))
const random = (bytes: number): Uint8Array => randomBytes(bytes)
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

async function serveBare(own: Store): Promise<number> {
  const tokenDigest = createHash('sha256').update(token).digest('hex')
  const page = Buffer.alloc(6000, 'x')
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = async (): Promise<void> => {
        if (request.method === 'POST') {
          const { email } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { email: string }
          const unit = signingUnit()
          await own.commit(unit)
          response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id: email }))
        } else {
          const signing = await own.signingByTokenDigest(tokenDigest)
          if (signing !== undefined) await own.agreement(signing.agreementId)
          response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' }).end(page)
        }
      }
      answer().catch(() => response.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function serveService(): Promise<number> {
  const service = createService({ engine, store, access, clock, metrics: createMetrics() })
  return (await service.listen({ host: '127.0.0.1', port: 0 })).port
}

const { key } = await access.createApiKey({ profileId: 'default', name: 'bench', actor: 'cli' })
const port = process.argv[2] === 'bare' ? await serveBare(store) : await serveService()
process.stdout.write(`${JSON.stringify({ port, key, token })}\n`)
process.on('SIGTERM', () => {
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
