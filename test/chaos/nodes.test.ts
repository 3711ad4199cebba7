import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import type { StoreReader } from 'paycircle-server/store/port'
import { openPostgresReader } from 'paycircle-server/store/postgres'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { PostgresServer } from '../../packages/server/test/store/postgres/server.js'
import { askedIn, Load } from './load.js'
import { startService, type ServiceProcess } from './service-process.js'

/** `PAYCIRCLE_NODE_ROUNDS=50` for the long proof. */
const rounds = Number(process.env.PAYCIRCLE_NODE_ROUNDS ?? 4)
const callers = 4
const nodeCount = 3
const frozenMs = 1500

const key = 'k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'
const partner = '2088000000000001'

let folder: string
let server: PostgresServer
let simulator: Simulator
let url: string
let load: Load

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paycircle-nodes-'))
  writeFileSync(join(folder, 'key.txt'), key, { mode: 0o600 })
  server = await PostgresServer.start()
  url = await server.newDatabase()
  const asked = Array.from({ length: rounds }, (_, round) => askedIn(round)).flat()
  simulator = await startSimulator({
    gatewayPort: 0,
    pagePort: 0,
    partners: [{ partner, md5Key: Secret.fromText(key) }],
    accounts: asked.map((email) => ({ email, autoDebit: true, autoRefund: true })),
  })
  load = new Load(simulator)
})

afterAll(async () => {
  await simulator.close()
  await server.dispose()
  rmSync(folder, { recursive: true, force: true })
})

function startNode(number: number): Promise<ServiceProcess> {
  return startService({
    PAYCIRCLE_PARTNER: partner,
    PAYCIRCLE_KEY_FILE: join(folder, 'key.txt'),
    PAYCIRCLE_GATEWAY: simulator.gatewayUrl,
    PAYCIRCLE_DATABASE_URL: url,
    PAYCIRCLE_DATA: join(folder, `node-${number}`),
    PAYCIRCLE_CONTACT_NAME: '王芳',
    PAYCIRCLE_CONTACT_PHONE: '021-5555 0100',
  })
}

/** A machine that stands still for a while, and comes back thinking no time has passed. */
async function freeze(node: ServiceProcess): Promise<void> {
  node.process.kill('SIGSTOP')
  await pause(frozenMs)
  node.process.kill('SIGCONT')
}

/** One node is killed, the next stands still, the third goes on; the load is on all of them. */
async function strike(nodes: readonly ServiceProcess[], round: number): Promise<ServiceProcess> {
  const [killed, frozen, other] = [...nodes.slice(round % nodeCount), ...nodes.slice(0, round % nodeCount)]
  if (killed === undefined || frozen === undefined || other === undefined) throw new Error('three nodes are needed')
  const enough = 30 + ((round * 37) % 60)
  let count = 0
  let over = false
  let struck: Promise<unknown> = Promise.resolve()
  const running = Promise.all(
    nodes.map((node) =>
      load.run(node, callers, () => {
        if (++count === enough) struck = Promise.all([killed.kill(), freeze(frozen)]).then(() => (over = true))
        // The load ends with the strike: whoever is left stops calling.
        if (over) throw new TypeError('enough')
      }),
    ),
  )
  await Promise.all([running, load.ask(other, round)])
  await struck
  return killed
}

async function withStore(look: (store: StoreReader) => Promise<void>): Promise<void> {
  const store = await openPostgresReader({ url })
  try {
    await look(store)
  } finally {
    await store.close()
  }
}

const expectTruth = () => withStore((store) => load.expectNothingLostOrDoubled(store))

it(
  `three nodes on one PostgreSQL, one killed and one frozen, ${rounds} times: nothing is lost, doubled or sent too often`,
  async () => {
    const nodes = await Promise.all(Array.from({ length: nodeCount }, (_, number) => startNode(number)))
    for (let round = 0; round < rounds; round++) {
      const killed = await strike(nodes, round)
      expect(killed.process.signalCode).toBe('SIGKILL')
      const place = nodes.indexOf(killed)
      nodes[place] = await startNode(place)
      await load.repeat(nodes[place])
      await expectTruth()
    }
    expect(await Promise.all(nodes.map((node) => node.stop()))).toEqual([0, 0, 0])
    await expectTruth()
    expect(load.signings.size).toBeGreaterThan(rounds * 25)
    expect(load.checks.size).toBeGreaterThan(0)
    await withStore((store) => load.expectPace(store))
  },
  60_000 + rounds * 30_000,
)
