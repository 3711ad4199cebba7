import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import type { EventRow, StoreReader } from 'paycircle-server/store/port'
import { openPostgresReader } from 'paycircle-server/store/postgres'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { startReceiver, type Receiver } from '../../packages/server/test/delivery/receiver.js'
import { PostgresServer } from '../../packages/server/test/store/postgres/server.js'
import { askedIn, Load } from './load.js'
import { buildNextRelease, nextMigration } from './next-release.js'
import type { ReleaseCopy } from './release-copy.js'
import { startService, type ServiceProcess } from './service-process.js'

/** Upgrades there and back; `PAYCIRCLE_UPGRADE_ROUNDS=10` for the long proof. */
const rounds = Number(process.env.PAYCIRCLE_UPGRADE_ROUNDS ?? 1)
const nodeCount = 3
const callers = 6
/** Signings between one node's change and the next one's. */
const signingsBetween = 40

const key = 'k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'
const partner = '2088000000000001'
const profileId = 'default'

let folder: string
let server: PostgresServer
let simulator: Simulator
let receiver: Receiver
let next: ReleaseCopy
let settings: Readonly<Record<string, string>>
let url: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paycircle-upgrade-'))
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(join(folder, 'key.txt'), key, { mode: 0o600 })
  writeFileSync(join(folder, 'seal.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  next = buildNextRelease()
  server = await PostgresServer.start()
  url = await server.newDatabase()
  receiver = await startReceiver()
  simulator = await startSimulator({
    partners: [{ partner, md5Key: Secret.fromText(key) }],
    accounts: emails().map((email) => ({ email, autoDebit: true, autoRefund: true })),
  })
  settings = {
    PAYCIRCLE_PARTNER: partner,
    PAYCIRCLE_KEY_FILE: join(folder, 'key.txt'),
    PAYCIRCLE_SEAL_KEY_FILE: join(folder, 'seal.pem'),
    PAYCIRCLE_GATEWAY: simulator.gatewayUrl,
    PAYCIRCLE_DATABASE_URL: url,
    PAYCIRCLE_CONTACT_NAME: '王芳',
    PAYCIRCLE_CONTACT_PHONE: '021-5555 0100',
  }
})

afterAll(async () => {
  await Promise.all([simulator.close(), receiver.close()])
  await server.dispose()
  next.dispose()
  rmSync(folder, { recursive: true, force: true })
})

/** Those asked about: three for every change of a node. */
function emails(): readonly string[] {
  return Array.from({ length: rounds * 2 * nodeCount }, (_, change) => askedIn(change)).flat()
}

function startNode(place: number, release: 'this' | 'next'): Promise<ServiceProcess> {
  const own = { ...settings, PAYCIRCLE_DATA: join(folder, `node-${place}`) }
  return release === 'this' ? startService(own) : startService(own, next.command)
}

it(
  'nodes are changed for those of the next release and back, one after the other under load: nothing is refused for good, lost or doubled',
  async () => {
    const nodes = await Promise.all(Array.from({ length: nodeCount }, (_, place) => startNode(place, 'this')))
    const load = new Load(simulator)
    await makeWebhook(nodes)
    let isOver = false
    const running = load.runOnAny(nodes, callers, () => isOver)
    const changeNode = async (place: number, release: 'this' | 'next'): Promise<void> => {
      await load.until(load.signings.size + signingsBetween)
      const exitCode = nodes[place]?.stop()
      nodes[place] = await startNode(place, release)
      expect(await exitCode, `node ${place} ends by itself`).toBe(0)
    }
    const change = async (): Promise<void> => {
      for (let number = 0; number < rounds * 2 * nodeCount; number++) {
        const place = number % nodeCount
        const release = Math.floor(number / nodeCount) % 2 === 0 ? 'next' : 'this'
        await Promise.all([askTwice(load, nodes, askedIn(number)), changeNode(place, release)])
      }
    }
    await Promise.all([running, change().finally(() => (isOver = true))])
    await withStore(async (store) => {
      await load.expectNothingLostOrDoubled(store)
      await expectDelivered(store)
    })
    expect(await Promise.all(nodes.map((node) => node.stop()))).toEqual(nodes.map(() => 0))
    await withStore(async (store) => {
      await load.expectNothingLostOrDoubled(store)
      await load.expectPace(store)
    })
    expect(load.checks.size).toBe(2 * emails().length)
    expect(await server.query(new URL(url).pathname.slice(1), 'select name from schema_migration')).toContainEqual({
      name: nextMigration,
    })
  },
  120_000 + rounds * 120_000,
)

/** About agents who have signed, and again when they have ended it at Alipay: two events each, in their order. */
async function askTwice(load: Load, nodes: readonly ServiceProcess[], asked: readonly string[]): Promise<void> {
  for (const email of asked) {
    await load.askAnywhere(nodes, email)
    const account = `${simulator.controlUrl}accounts/${email}`
    const body = JSON.stringify({ autoDebit: false, autoRefund: false })
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(account, { method: 'PUT', body, headers })).status).toBe(200)
    await load.askAnywhere(nodes, email)
  }
}

async function makeWebhook([node]: readonly ServiceProcess[]): Promise<void> {
  const answer = await fetch(`${node?.url ?? ''}/v1/webhooks`, {
    method: 'POST',
    headers: { authorization: node?.authorization ?? '', 'content-type': 'application/json' },
    body: JSON.stringify({ url: receiver.url }),
  })
  expect(answer.status).toBe(201)
}

/** Every event came, and none before an earlier one of its agreement; that one comes twice is allowed. S3-18 */
async function expectDelivered(store: StoreReader): Promise<void> {
  const events = await eventsOf(store)
  expect(events.length).toBeGreaterThanOrEqual(2 * emails().length)
  const came = () => new Set(receiver.received.map(({ event }) => event.id))
  while (!events.every(({ id }) => came().has(id))) await receiver.until(receiver.received.length + 1)
  const orders = new Map(events.map(({ id }, index) => [id, index]))
  const last = new Map<string | null, number>()
  const applied = new Set<string>()
  for (const { event } of receiver.received) {
    if (applied.has(event.id)) continue
    applied.add(event.id)
    const order = orders.get(event.id) ?? -1
    expect(order, `${event.type} of ${String(event.agreementId)}`).toBeGreaterThan(last.get(event.agreementId) ?? -1)
    last.set(event.agreementId, order)
  }
}

async function eventsOf(store: StoreReader): Promise<readonly EventRow[]> {
  const found: EventRow[] = []
  let cursor: string | undefined
  do {
    const page = await store.events({ profileId, limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.rows)
    cursor = page.next
  } while (cursor !== undefined)
  return found
}

async function withStore(look: (store: StoreReader) => Promise<void>): Promise<void> {
  const store = await openPostgresReader({ url })
  try {
    await look(store)
  } finally {
    await store.close()
  }
}
