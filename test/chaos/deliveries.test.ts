import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PostgresServer } from '../../packages/server/test/store/postgres/server.js'
import { buildBriskRelease } from './deliveries/brisk-release.js'
import { EventLoad } from './deliveries/event-load.js'
import { expectTold, settledFeed } from './deliveries/expect-told.js'
import { freezePastClaims } from './deliveries/freeze.js'
import { onSite, type OnSite } from './deliveries/on-site.js'
import { deliveriesOf } from './deliveries/rows.js'
import type { ReleaseCopy } from './release-copy.js'
import { SeededRandom } from './simulation/seeded-random.js'
import { until } from './until.js'

/** `PAYCIRCLE_DELIVERY_ROUNDS=8` for the long proof, `PAYCIRCLE_DELIVERY_SEED` for other moments. */
const rounds = Number(process.env.PAYCIRCLE_DELIVERY_ROUNDS ?? 1)
const seed = Number(process.env.PAYCIRCLE_DELIVERY_SEED ?? 1)
const kills = 2
/** Agreements in each round. */
const agents = 8
/** So many events may be under way before the load waits for the receivers; a busy machine starts no node in time. */
const mostUnderWay = 24
const timeoutMs = 60_000 + rounds * 60_000

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
/** Two that are told everything, and one that is told of holds alone. */
const receivers = [undefined, undefined, ['agreement.held']]

const postsAt = ({ told }: OnSite) => told.reduce((sum, { receiver }) => sum + receiver.posts.length, 0)

/** A moment that no clock tells: when so many more requests have come to the receivers. */
async function momentIn(here: OnSite): Promise<void> {
  const count = postsAt(here) + 1 + here.random.below(40)
  await until('deliveries go on', () => postsAt(here) >= count)
}

/** Events happen for as long as the nodes are struck; then everything must have been told. */
async function strikeUnderLoad(here: OnSite, round: number, strike: () => Promise<void>): Promise<void> {
  const { site, told } = here
  const ofAll = told.filter(({ receiver }) => receiver.events === undefined)
  const applied = () => Math.min(...ofAll.map(({ receiver }) => receiver.applied.size))
  const appliedBefore = applied()
  const load: EventLoad = new EventLoad(
    () => site.nodes,
    () => !site.isStarting && load.done - (applied() - appliedBefore) < mostUnderWay,
  )
  let isOver = false
  await Promise.all([load.run(emailsOf(round), 2, () => isOver), strike().finally(() => (isOver = true))])
  await expectTold(site, told, await settledFeed(site))
}

/** One node at a time, and sometimes all of them at once. */
async function killAtMoments(here: OnSite): Promise<void> {
  const { site, random } = here
  for (let kill = 0; kill < kills; kill++) {
    await momentIn(here)
    const places = [...site.nodes.keys()]
    const struck = random.chance(0.25) ? places : [random.pick(places)]
    await Promise.all(struck.map((place) => site.killAndRestart(place)))
  }
}

/** What was sent and never recorded. */
async function postsBeyondAttempts(here: OnSite): Promise<number> {
  const rows = await here.site.withStore((store) =>
    Promise.all(here.told.map(({ webhookId }) => deliveriesOf(store, webhookId))),
  )
  const recorded = rows.flatMap((some) => [...some.values()]).reduce((sum, { attempts }) => sum + attempts, 0)
  return postsAt(here) - recorded
}

describe('every event is applied once and in the order of its agreement, whatever dies while it is delivered', () => {
  it(
    `three nodes on one PostgreSQL, one frozen past its claims, some killed ${kills} times, ${rounds} rounds`,
    async () => {
      const options = { command: release.command, emails, databaseUrl: await postgres.newDatabase() }
      await onSite({ ...options, nodes: 3, receivers, random: new SeededRandom(seed) }, async (here) => {
        for (let round = 0; round < rounds; round++) {
          await strikeUnderLoad(here, round, async () => {
            await momentIn(here)
            await freezePastClaims(here.site, here.random.pick(here.site.nodes), here.told)
            await killAtMoments(here)
          })
        }
      })
    },
    timeoutMs,
  )

  it(
    `one node on SQLite, killed ${kills} times, ${rounds} rounds`,
    async () => {
      const options = { command: release.command, emails }
      await onSite({ ...options, nodes: 1, receivers, random: new SeededRandom(seed) }, async (here) => {
        for (let round = 0; round < rounds; round++) await strikeUnderLoad(here, round, () => killAtMoments(here))
        expect(await postsBeyondAttempts(here), 'some were sent by a node that died over them').toBeGreaterThan(0)
      })
    },
    timeoutMs,
  )
})
