import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiPath } from 'paycircle-server/api'
import { PostgresServer } from '../../packages/server/test/store/postgres/server.js'
import { briskLimits, buildBriskRelease } from './deliveries/brisk-release.js'
import { call, EventLoad } from './deliveries/event-load.js'
import { expectTold, settledFeed, type Told } from './deliveries/expect-told.js'
import type { Post } from './deliveries/moody-receiver.js'
import { onSite } from './deliveries/on-site.js'
import type { Site } from './deliveries/site.js'
import { deliveriesOf } from './deliveries/rows.js'
import type { ReleaseCopy } from './release-copy.js'
import { SeededRandom } from './simulation/seeded-random.js'

const mostAttempts = briskLimits.retryMs.length + 1
const emails = ['wang@example.com', 'li@example.com', 'zhang@example.com']

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

/** Holds are refused for good: the openings behind them come all the same. Gives the ids of the dead, in the feed's order. */
async function refuseHolds(site: Site, told: Told): Promise<readonly string[]> {
  const { receiver, webhookId } = told
  receiver.refuses = ({ type }) => type === 'agreement.held'
  const load = new EventLoad(
    () => site.nodes,
    () => true,
  )
  await load.run(emails, 1, () => true)
  const feed = await settledFeed(site)
  await expectTold(site, [told], feed)
  const dead = feed.filter(({ type }) => type === 'agreement.held').map(({ id }) => id)
  expect(dead.length).toBeGreaterThanOrEqual(emails.length)
  expect([...(await deadOf(site, webhookId))].sort()).toEqual([...dead].sort())
  for (const id of dead) expectSchedule(receiver.posts.filter((post) => post.id === id))
  return dead
}

describe('what a receiver refuses for good', () => {
  it.each([
    { store: 'PostgreSQL', nodes: 2 },
    { store: 'SQLite', nodes: 1 },
  ])(
    `is dead after ${mostAttempts} attempts, holds nothing up, and is delivered by a replay though nodes die: $store`,
    async ({ store, nodes }) => {
      const database = store === 'SQLite' ? {} : { databaseUrl: await postgres.newDatabase() }
      const options = { command: release.command, emails, ...database }
      await onSite(
        { ...options, nodes, receivers: [undefined], random: new SeededRandom(1) },
        async ({ site, told }) => {
          const [one] = told
          if (one === undefined) throw new Error('nobody is told')
          const dead = await refuseHolds(site, one)
          one.receiver.refuses = () => false
          await Promise.all(site.nodes.map((_, place) => site.killAndRestart(place)))
          // From all nodes at the same moment; then one dies while the replayed are delivered.
          const path = apiPath.webhookReplay(one.webhookId)
          const answers = await Promise.all(site.nodes.map((node) => call(node, path, { from: dead[0] ?? '' })))
          expect(answers).toContainEqual({ status: 200, json: { deliveries: dead.length } })
          await site.killAndRestart(0)
          await expectTold(site, told, await settledFeed(site))
          expect(await deadOf(site, one.webhookId)).toEqual([])
        },
      )
    },
    120_000,
  )
})

async function deadOf(site: Site, webhookId: string): Promise<readonly string[]> {
  const rows = await site.withStore((store) => deliveriesOf(store, webhookId))
  return [...rows.values()].flatMap(({ state, eventId }) => (state === 'dead' ? [eventId] : []))
}

/** Each came no sooner after the one before than the schedule has it, and as often as it has. */
function expectSchedule(posts: readonly Post[]): void {
  expect(posts).toHaveLength(mostAttempts)
  briskLimits.retryMs.forEach((waitMs, index) => {
    const [before = 0, at = 0] = posts.slice(index, index + 2).map((post) => post.at)
    expect(at - before).toBeGreaterThanOrEqual(Math.floor(waitMs * (1 - briskLimits.jitter)))
  })
}
