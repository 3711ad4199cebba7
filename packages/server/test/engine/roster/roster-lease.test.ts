import { describe, expect, test } from 'vitest'
import { storeError } from 'paycircle-server/store/port'
import { gatewayModel, signed } from '../gateway-model.js'
import { idle, pass } from '../idle.js'
import { createWorld, minute, profileId, second, storeWith, type World } from '../world.js'

const file = { profileId, digest: 'd'.repeat(64), restart: false, actor: 'cli' } as const
const forEver = new AbortController().signal

/** Several nodes on one store, as PostgreSQL has them. */
function nodesOn(world: World) {
  const model = gatewayModel(world.clock)
  const store = storeWith(world.store, { exclusive: false })
  return {
    model,
    node: (nodeName: string) => world.engine({ clientOf: model.clientOf, store, nodeName }).engine.rosters,
  }
}

const records = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ line: index + 2, email: `agent-${index}@example.com`, account: '' }))

describe('a roster', () => {
  test('of a file is begun once, however many begin it at the same time', async () => {
    const { node } = nodesOn(await createWorld())
    const [one, other] = await Promise.all([node('a').open(file), node('b').open(file)])
    expect(one.rosterId).toBe(other.rosterId)
    expect([one.resumed, other.resumed].sort()).toEqual([false, true])
  })

  test('that another node asks about is refused, and is taken over when that one is gone', async () => {
    const world = await createWorld()
    const { node, model } = nodesOn(world)
    let gone = false
    const dying = storeWith(world.store, {
      exclusive: false,
      commit: (unit) => (gone ? Promise.reject(storeError('store-closed', {})) : world.store.commit(unit)),
    })
    const first = world.engine({ clientOf: model.clientOf, store: dying, nodeName: 'a' }).engine.rosters
    const other = node('b')
    const { rosterId } = await first.open(file)
    await first.list(rosterId, records(2))
    await first.listed(rosterId)
    let answer: () => void = () => undefined
    model.answer = () =>
      new Promise((resolve) => {
        const before = answer
        answer = () => {
          before()
          resolve(signed)
        }
      })
    const running = first.run(rosterId, { actor: 'cli', signal: forEver }).catch((error: unknown) => error)
    await idle()
    const run = () => other.run(rosterId, { actor: 'cli', signal: forEver })
    await expect(run()).rejects.toMatchObject({ code: 'roster-running' })
    // The first holds on for as long as it lives.
    await pass(world.clock, 3 * minute, 10 * second)
    await expect(run()).rejects.toMatchObject({ code: 'roster-running' })
    gone = true
    answer()
    await running
    await pass(world.clock, 2 * minute, 10 * second)
    model.answer = () => signed
    expect(await run()).toBe('finished')
  })

  test('is finished once, and what has been finished is finished for everybody', async () => {
    const world = await createWorld()
    const { node, model } = nodesOn(world)
    model.answer = () => signed
    const [first, other] = [node('a'), node('b')]
    const { rosterId } = await first.open(file)
    await first.list(rosterId, records(3))
    await first.listed(rosterId)
    expect(await first.run(rosterId, { actor: 'cli', signal: forEver })).toBe('finished')
    expect(await other.run(rosterId, { actor: 'cli', signal: forEver })).toBe('finished')
    expect(model.calls).toHaveLength(3)
    const finished = (await world.log()).filter(({ kind }) => kind === 'roster.finished')
    expect(finished).toHaveLength(1)
  })
})
