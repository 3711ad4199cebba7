/**
 * A node on a shared PostgreSQL, in a process of its own, with 8 calls in flight. Argument: the load as JSON. Prints
 * `ready` when it has taken in what it has to do, begins at a line on its input, and prints the seconds that it took;
 * deliveries are looked at from outside.
 */
import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { Secret, systemClock as clock, systemRandom as random } from 'paycircle/internal/base'
import { createDelivery, noPrivateNetworks } from 'paycircle-server/delivery'
import { createEngine } from 'paycircle-server/engine'
import { createProfile } from 'paycircle-server/profiles'
import { createSealing } from 'paycircle-server/sealing'
import { openPostgresStore } from 'paycircle-server/store/postgres'
import type { Write } from 'paycircle-server/store/port'
import { md5Key, partner } from './samples.js'
import { newAgreement } from './signing-unit.js'

export interface NodeLoad {
  readonly kind: 'roster' | 'outbox'
  readonly node: number
  readonly url: string
  readonly port: string
  /** PEM, the same for all nodes. */
  readonly sealingKey: string
  /** Of a roster. */
  readonly emails: readonly string[]
  /** Events that this node puts into the outbox before. */
  readonly events: number
}

const inFlight = 8
const load = JSON.parse(process.argv[2] ?? '') as NodeLoad
const nodeName = `node-${load.node}`
const profileId = 'default'
const place = `http://127.0.0.1:${load.port}`
const store = await openPostgresStore({ url: load.url, writerName: nodeName, clock, random })

async function begun(): Promise<void> {
  process.stdout.write('ready\n')
  await once(process.stdin, 'data')
}

async function runRoster(): Promise<void> {
  const key = Secret.fromText(md5Key)
  const contact = { name: 'Desk', email: 'desk@example.com' }
  const profile = createProfile({
    id: profileId,
    name: 'Bench Air',
    partner,
    key,
    gateway: `${place}/gateway.do`,
    contact,
  })
  const limits = { callSpacingMs: 0, gatewaySpacingMs: 0, rosterConcurrency: inFlight }
  const engine = createEngine({ store, clock, random, nodeName, profiles: [profile], limits })
  const digest = String(load.node).padStart(64, '0')
  const { rosterId } = await engine.rosters.open({ profileId, digest, restart: true, actor: 'cli' })
  for (let first = 0; first < load.emails.length; first += 1000) {
    const page = load.emails.slice(first, first + 1000)
    await engine.rosters.list(
      rosterId,
      page.map((email, index) => ({ line: first + index + 2, email, account: '' })),
    )
  }
  await engine.rosters.listed(rosterId)
  await begun()
  const start = performance.now()
  const end = await engine.rosters.run(rosterId, { actor: 'cli', signal: new AbortController().signal })
  if (end !== 'finished') throw new Error(`the roster ended ${end}`)
  process.stdout.write(`${(performance.now() - start) / 1000}\n`)
  await engine.stop()
}

/** An event of an agreement that has no other: none waits for another. */
function eventOfItsOwn(name: string): readonly Write[] {
  const row = { ...newAgreement(), id: `agr_${name}` }
  const event = {
    id: `evt_${name}`,
    profileId,
    agreementId: row.id,
    type: 'agreement.signed',
    createdAt: row.createdAt,
  }
  return [
    { write: 'insert-agreement', row },
    { write: 'insert-event', row: { ...event, payload: JSON.stringify({ agreementId: row.id }) } },
  ]
}

async function runOutbox(): Promise<void> {
  const sealing = createSealing({
    keys: [{ id: '00112233445566ff', privateKey: createPrivateKey(load.sealingKey) }],
    random,
  })
  const rulesOf = () => ({ sandbox: true, privateNetworks: noPrivateNetworks })
  const limits = { perWebhook: inFlight, perFailingWebhook: inFlight, together: inFlight }
  const delivery = createDelivery({ store, clock, random, nodeName, sealing, rulesOf, limits })
  if (load.node === 1) await delivery.create({ profileId, url: `${place}/events`, actor: 'cli' })
  await begun()
  for (let first = 0; first < load.events; first += 100) {
    const count = Math.min(100, load.events - first)
    const writes = Array.from({ length: count }, (_, index) => eventOfItsOwn(`${load.node}_${first + index}`)).flat()
    await store.commit({ guards: [], writes, log: [] })
  }
  process.stdout.write('listed\n')
  await once(process.stdin, 'data')
  delivery.start()
  await once(process.stdin, 'data')
  await delivery.stop()
  process.stdout.write('stopped\n')
}

await (load.kind === 'roster' ? runRoster() : runOutbox())
await store.close()
process.exit(0)
