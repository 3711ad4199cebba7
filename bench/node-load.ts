/**
 * A node on a shared PostgreSQL, in a process of its own. Argument: the load as JSON. Prints `ready`; then, so many times, each
 * after a line on its input: puts down what it has to do and prints `listed`, and does it and prints `done`. Deliveries
 * end at one more line, since it is seen from outside when they have arrived.
 */
import { createPrivateKey } from 'node:crypto'
import { createInterface } from 'node:readline'
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
  /** Calls at once. */
  readonly inFlight: number
  readonly size: Size
  /** So often it is to be done. */
  readonly times: number
}

/** What a node has to do. */
export interface Size {
  /** Agents of its roster. */
  readonly agents: number
  /** So many of them are on the rosters of all. */
  readonly shared: number
  /** Events that it adds to the outbox. */
  readonly events: number
}

const load = JSON.parse(process.argv[2] ?? '') as NodeLoad
const { inFlight, size, times } = load
const nodeName = `node-${load.node}`
const profileId = 'default'
const place = `http://127.0.0.1:${load.port}`
const store = await openPostgresStore({ url: load.url, writerName: nodeName, clock, random })

const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

async function told(): Promise<void> {
  await input.next()
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Of one roster; each time of other agents. */
function emailsOf(time: number): readonly string[] {
  const every = size.agents / size.shared
  return Array.from({ length: size.agents }, (_, index) =>
    index % every === 0 ? `shared-${time}-${index}@example.com` : `agent-${time}-${load.node}-${index}@example.com`,
  )
}

async function runRosters(): Promise<void> {
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
  say('ready')
  for (let time = 0; time < times; time++) {
    const emails = emailsOf(time)
    await told()
    const digest = `${time}${load.node}`.padStart(64, '0')
    const { rosterId } = await engine.rosters.open({ profileId, digest, restart: true, actor: 'cli' })
    for (let first = 0; first < emails.length; first += 1000) {
      const page = emails.slice(first, first + 1000)
      await engine.rosters.list(
        rosterId,
        page.map((email, index) => ({ line: first + index + 2, email, account: '' })),
      )
    }
    await engine.rosters.listed(rosterId)
    say('listed')
    await told()
    const end = await engine.rosters.run(rosterId, { actor: 'cli', signal: new AbortController().signal })
    if (end !== 'finished') throw new Error(`the roster ended ${end}`)
    say('done')
  }
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
  const makeDelivery = () => createDelivery({ store, clock, random, nodeName, sealing, rulesOf, limits })
  if (load.node === 1) await makeDelivery().create({ profileId, url: `${place}/events`, actor: 'cli' })
  say('ready')
  for (let time = 0; time < times; time++) {
    await told()
    for (let first = 0; first < size.events; first += 100) {
      const writes = Array.from({ length: 100 }, (_, index) => eventOfItsOwn(`${load.node}_${time}_${first + index}`))
      await store.commit({ guards: [], writes: writes.flat(), log: [] })
    }
    say('listed')
    await told()
    const delivery = makeDelivery()
    delivery.start()
    await told()
    await delivery.stop()
    say('done')
  }
}

await (load.kind === 'roster' ? runRosters() : runOutbox())
await store.close()
process.exit(0)
