import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiPath } from 'paycircle-server/api'
import { PostgresServer } from '../../packages/server/test/store/postgres/server.js'
import { briskLimits, buildBriskRelease } from './deliveries/brisk-release.js'
import { call, EventLoad } from './deliveries/event-load.js'
import { freezePastClaims } from './deliveries/freeze.js'
import { MoodyReceiver, type Post } from './deliveries/moody-receiver.js'
import { Site } from './deliveries/site.js'
import { deliveriesOf, eventsOf, expectTold, type Told } from './deliveries/truth.js'
import type { ReleaseCopy } from './release-copy.js'
import type { ServiceProcess } from './service-process.js'
import { SeededRandom } from './simulation/seeded-random.js'
import { until } from './until.js'

/** `PAYCIRCLE_DELIVERY_ROUNDS=25` for the long proof, `PAYCIRCLE_DELIVERY_SEED` for other moments. */
const rounds = Number(process.env.PAYCIRCLE_DELIVERY_ROUNDS ?? 1)
const seed = Number(process.env.PAYCIRCLE_DELIVERY_SEED ?? 1)
/** Agreements in each round. */
const agents = 8
/** So many events may be under way before the load waits for the receivers; a busy machine starts no node in time. */
const mostUnderWay = 24
const kills = 2
/** Agreements of which a receiver refuses every other event. */
const refusedAgents = 3
const mostAttempts = briskLimits.retryMs.length + 1

let release: ReleaseCopy
let postgres: PostgresServer

beforeAll(async () => {
  release = buildBriskRelease()
  postgres = await PostgresServer.start()
})

afterAll(async () => {
  release.dispose()
  await postgres.dispose()
})

const emailsOf = (round: number) => Array.from({ length: agents }, (_, index) => `agent-${round}-${index}@example.com`)
const emails = Array.from({ length: rounds }, (_, round) => emailsOf(round)).flat()

/** Each with the types that it is told; undefined for all. */
type Receivers = readonly (readonly string[] | undefined)[]

async function startReceivers(site: Site, receivers: Receivers, random: SeededRandom): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const events of receivers) {
    const receiver = await MoodyReceiver.start(new SeededRandom(random.below(2 ** 32)), events)
    told.push({ receiver, webhookId: await site.tell(receiver) })
  }
  return told
}

const countOf = (told: readonly Told[]) => told.reduce((sum, { receiver }) => sum + receiver.posts.length, 0)

/** A moment that no clock tells: when so many more requests have come to the receivers. */
async function momentIn(told: readonly Told[], random: SeededRandom): Promise<void> {
  const count = countOf(told) + 1 + random.below(40)
  await until('deliveries go on', () => countOf(told) >= count)
}

/** Events happen for as long as the nodes are struck; then everything must have been told. */
async function strikeUnderLoad(
  site: Site,
  told: readonly Told[],
  round: number,
  strike: () => Promise<void>,
): Promise<void> {
  const ofAll = told.filter(({ receiver }) => receiver.events === undefined)
  const applied = () => Math.min(...ofAll.map(({ receiver }) => receiver.applied.size))
  const appliedBefore = applied()
  const load: EventLoad = new EventLoad(
    () => site.nodes,
    () => !site.isStarting && load.done - (applied() - appliedBefore) < mostUnderWay,
  )
  let isOver = false
  await Promise.all([load.run(emailsOf(round), 2, () => isOver), strike().finally(() => (isOver = true))])
  await expectTold(site, told)
}

async function killAndRestart(site: Site, place: number): Promise<void> {
  await site.nodes[place]?.kill()
  await site.start(place)
}

/** Opens a site with so many nodes, has `carryOut` do its worst, stops what is left, and looks once more. */
async function onSite(
  nodes: number,
  receivers: Receivers,
  databaseUrl: string | undefined,
  carryOut: (site: Site, told: readonly Told[], random: SeededRandom) => Promise<void>,
): Promise<void> {
  const { command } = release
  const site = await Site.open({ command, emails, ...(databaseUrl === undefined ? {} : { databaseUrl }) })
  const random = new SeededRandom(seed)
  let told: readonly Told[] = []
  try {
    await Promise.all(Array.from({ length: nodes }, (_, place) => site.start(place)))
    told = await startReceivers(site, receivers, random)
    await carryOut(site, told, random)
    expect(await Promise.all(site.nodes.map((node) => node.stop()))).toEqual(site.nodes.map(() => 0))
    await expectTold(site, told)
  } finally {
    await site.close()
    await Promise.all(told.map(({ receiver }) => receiver.close()))
  }
}

describe('every event is applied once and in the order of its agreement, whatever dies while it is delivered', () => {
  const timeoutMs = 60_000 + rounds * 60_000
  const receivers = [undefined, undefined, ['agreement.held']]

  it(
    `three nodes on one PostgreSQL, one frozen past its claims and ${kills} killed, ${rounds} times`,
    async () => {
      await onSite(3, receivers, await postgres.newDatabase(), async (site, told, random) => {
        for (let round = 0; round < rounds; round++) {
          await strikeUnderLoad(site, told, round, async () => {
            await momentIn(told, random)
            await freezePastClaims(site, random.pick(site.nodes), told)
            for (let kill = 0; kill < kills; kill++) {
              await momentIn(told, random)
              await killAndRestart(site, random.below(3))
            }
          })
        }
      })
    },
    timeoutMs,
  )

  it(
    `one node on SQLite, killed ${kills} times, ${rounds} times`,
    async () => {
      await onSite(1, receivers, undefined, async (site, told, random) => {
        for (let round = 0; round < rounds; round++) {
          await strikeUnderLoad(site, told, round, async () => {
            for (let kill = 0; kill < kills; kill++) {
              await momentIn(told, random)
              await killAndRestart(site, 0)
            }
          })
        }
      })
    },
    timeoutMs,
  )
})

describe('what a receiver refuses for good', () => {
  it.each([
    { store: 'PostgreSQL', nodes: 2 },
    { store: 'SQLite', nodes: 1 },
  ])(
    `is dead after ${mostAttempts} attempts, holds nothing up, and is delivered by a replay though the nodes die: $nodes on $store`,
    async ({ store, nodes }) => {
      const databaseUrl = store === 'SQLite' ? undefined : await postgres.newDatabase()
      await onSite(nodes, [undefined], databaseUrl, async (site, told) => {
        const [{ receiver, webhookId } = fail()] = told
        receiver.refuses = ({ type }) => type === 'agreement.held'
        const load = new EventLoad(
          () => site.nodes,
          () => true,
        )
        await load.run(emailsOf(0).slice(0, refusedAgents), 2, () => true)
        await expectTold(site, told)
        const dead = await deadOf(site, webhookId)
        const refused = receiver.posts.filter(({ event }) => event.type === 'agreement.held')
        expect(dead).toEqual([...new Set(refused.map(({ id }) => id))].sort())
        expect(dead.length).toBeGreaterThanOrEqual(2 * refusedAgents)
        for (const id of dead) expectSchedule(receiver.posts.filter((post) => post.id === id))

        receiver.refuses = () => false
        await Promise.all(site.nodes.map((node) => node.kill()))
        await Promise.all(site.nodes.map((_, place) => site.start(place)))
        const from = (await site.withStore(eventsOf)).find(({ id }) => dead.includes(id))?.id ?? fail()
        const replay = (node: ServiceProcess) => call(node, apiPath.webhookReplay(webhookId), { from })
        expect(await Promise.all(site.nodes.map(replay))).toContainEqual({
          status: 200,
          json: { deliveries: dead.length },
        })
        await killAndRestart(site, 0)
        await expectTold(site, told)
        expect(await deadOf(site, webhookId)).toEqual([])
      })
    },
    120_000,
  )
})

async function deadOf(site: Site, webhookId: string): Promise<readonly string[]> {
  const rows = await site.withStore((store) => deliveriesOf(store, webhookId))
  return [...rows.values()].flatMap(({ state, eventId }) => (state === 'dead' ? [eventId] : [])).sort()
}

/** Each came no sooner after the one before than the schedule has it, and no more of them than it has. */
function expectSchedule(posts: readonly Post[]): void {
  expect(posts).toHaveLength(mostAttempts)
  briskLimits.retryMs.forEach((waitMs, index) => {
    const [before = 0, at = 0] = posts.slice(index, index + 2).map((post) => post.at)
    expect(at - before).toBeGreaterThanOrEqual(Math.floor(waitMs * (1 - briskLimits.jitter)))
  })
}

function fail(): never {
  throw new Error('there is none')
}
