import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Store } from 'paycircle-server/store/port'
import { startReceiver, type Manner, type Received } from './receiver.js'
import { caller, createWorld } from './world.js'

/** The same store for one node, which dies with its call number `at`: before it reaches the store, or after. */
function mortal(store: Store, at: number, when: 'before' | 'after'): { readonly store: Store; isDead(): boolean } {
  let calls = 0
  let dead = false
  const die = () => {
    dead = true
    return new Error('this node is dead')
  }
  const proxy = new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return async (...given: unknown[]) => {
        if (dead) throw die()
        const isLast = ++calls === at
        if (isLast && when === 'before') throw die()
        const answer: unknown = await (member.bind(target) as (...given: unknown[]) => Promise<unknown>)(...given)
        if (isLast) throw die()
        return answer
      }
    },
  })
  return { store: proxy, isDead: () => dead }
}

interface Plan {
  /** The agreement of each event. */
  readonly streams: readonly string[]
  readonly manners: readonly Manner[]
  readonly nodes: number
  readonly death?: { readonly at: number; readonly when: 'before' | 'after' }
}

/** Carries the plan out, and looks at it as a receiver that applies each id once. */
async function carryOut({ streams, manners, nodes, death }: Plan): Promise<void> {
  const world = await createWorld()
  const receiver = await startReceiver()
  try {
    const { webhook } = await world.delivery.create({ ...caller, url: receiver.url })
    receiver.meet(...manners, 204)
    const doomed = death && mortal(world.store, death.at, death.when)
    const first = doomed === undefined ? undefined : world.node({ store: doomed.store })
    first?.start()
    const expected = new Map<string, string[]>()
    for (const stream of streams) {
      const id = await world.happen(stream)
      expected.set(stream, [...(expected.get(stream) ?? []), id])
    }
    const isOver = async () =>
      (await world.store.deliveries({ webhookId: webhook.id, state: 'pending', limit: 1 })).rows.length === 0
    if (doomed !== undefined) await world.passUntil(async () => doomed.isDead() || (await isOver()))
    for (let number = 0; number < nodes; number++) world.node().start()
    await world.passUntil(isOver)
    expect(appliedBy(receiver.received)).toEqual(expected)
    const dead = await world.store.deliveries({ webhookId: webhook.id, state: 'dead', limit: 1 })
    expect(dead.rows).toEqual([])
  } finally {
    await world.close()
    await receiver.close()
  }
}

/** The ids in the order of their first coming, by agreement. */
function appliedBy(received: readonly Received[]): Map<string, string[]> {
  const applied = new Map<string, string[]>()
  const seen = new Set<string>()
  for (const { id, event } of received) {
    if (seen.has(id)) continue
    seen.add(id)
    const stream = event.agreementId ?? ''
    applied.set(stream, [...(applied.get(stream) ?? []), id])
  }
  return applied
}

describe('every event, once applied by its id, in the order of its agreement', () => {
  const streams = ['agr-1', 'agr-1', 'agr-2', 'agr-1']
  const calls = Array.from({ length: 16 }, (_one, index) => index + 1)

  it.each(calls)('where a node dies before or after its call %i of the store', async (at) => {
    await carryOut({ streams, manners: [500], nodes: 1, death: { at, when: 'before' } })
    await carryOut({ streams, manners: [500], nodes: 1, death: { at, when: 'after' } })
  })

  it('whatever receivers answer, nodes there are and deaths they die', async () => {
    const plans = fc.record({
      streams: fc.array(fc.constantFrom('agr-1', 'agr-2', 'agr-3'), { minLength: 1, maxLength: 8 }),
      manners: fc.array(fc.constantFrom<Manner[]>(204, 500, 'reset', 'broken-body', 'hang', 302), { maxLength: 5 }),
      nodes: fc.integer({ min: 1, max: 3 }),
      death: fc.record({
        at: fc.integer({ min: 1, max: 40 }),
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
    })
    await fc.assert(fc.asyncProperty(plans, carryOut), { numRuns: 20 })
  }, 60_000)
})
