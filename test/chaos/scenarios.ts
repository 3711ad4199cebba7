import type { Platform } from './simulation/platform.js'
import { hour, minute, second, type Simulation } from './simulation/simulation.js'

/** What happens between a platform, its agents and Alipay; run once whole, then with a crash at every call of a port. */
export type Scenario = (simulation: Simulation, platform: Platform) => Promise<void>

const agent = 'agent@example.com'
const agents = [1, 2, 3, 4, 5, 6].map((number) => `agent-${number}@example.com`)
const both = { autoDebit: true, autoRefund: true }
const debit = { autoDebit: true, autoRefund: false }
const refund = { autoDebit: false, autoRefund: true }
const none = { autoDebit: false, autoRefund: false }

async function leave(platform: Platform, account = agent): Promise<string | undefined> {
  const token = await platform.start(account, { key: `start-${account}` })
  await platform.depart(account, token)
  return token
}

async function signedBefore({ gateway }: Simulation, platform: Platform): Promise<void> {
  gateway.set(agent, both)
  await platform.checkPatiently(agent)
}

export const scenarios: Readonly<Record<string, Scenario>> = {
  'an agent signs both halves': async ({ gateway, clock }, platform) => {
    await leave(platform)
    await clock.sleep(10 * second)
    gateway.set(agent, both)
    await clock.sleep(minute)
  },

  'an agent signs one half, and adds the other on a second visit': async ({ gateway, clock }, platform) => {
    const token = await leave(platform)
    gateway.set(agent, refund)
    await clock.sleep(minute)
    await platform.depart(agent, token)
    gateway.set(agent, both)
    await clock.sleep(5 * minute)
  },

  'an agent closes the page without signing': async ({ clock }, platform) => {
    await leave(platform)
    await clock.sleep(3 * minute)
  },

  'an agent comes back, and signs late all the same': async ({ gateway, clock }, platform) => {
    const token = await leave(platform)
    await platform.arrive(agent, token)
    await clock.sleep(40 * second)
    await platform.arrive(agent, token)
    gateway.set(agent, debit)
    await clock.sleep(15 * minute)
  },

  'a double click': async ({ gateway }, platform) => {
    const token = await platform.start(agent, { key: 'once' })
    await Promise.all([platform.depart(agent, token), platform.depart(agent, token)])
    gateway.set(agent, both)
  },

  'departing again and again': async ({ gateway, clock }, platform) => {
    const token = await leave(platform)
    for (let visit = 0; visit < 4; visit++) {
      await clock.sleep(20 * second)
      await platform.depart(agent, token)
    }
    gateway.set(agent, both)
    await clock.sleep(minute)
  },

  'a code that stops the line, opened by the next readable answer': async (simulation, platform) => {
    const { gateway, clock } = simulation
    await signedBefore(simulation, platform)
    gateway.fail(agent, { moment: 'after-commit', failure: { code: 'SYSTEM_ERROR' } })
    await platform.check(agent)
    await platform.start(agent)
    await platform.link(agent)
    await clock.sleep(2 * minute)
  },

  'a code that no catalogue has': async ({ gateway, clock }, platform) => {
    gateway.fail(agent, { moment: 'after-send', failure: { code: 'NEVER_HEARD_OF' } })
    await platform.check(agent)
    await platform.start(agent)
    gateway.set(agent, both)
    await clock.sleep(2 * minute)
  },

  'a code that the agent saw on the page': async ({ gateway, clock }, platform) => {
    const token = await leave(platform)
    await platform.report(agent, 'UNKNOWN_EXCEPTION')
    await platform.depart(agent, token)
    gateway.set(agent, both)
    await clock.sleep(2 * minute)
  },

  'an operator opens a hold': async ({ gateway }, platform) => {
    gateway.fail(agent, { moment: 'after-commit', failure: { code: 'GENERIC_FAILURE' } })
    await platform.check(agent)
    await platform.release(agent)
    await platform.start(agent)
  },

  'an agreement ends after it was signed': async (simulation, platform) => {
    const { gateway, clock } = simulation
    await signedBefore(simulation, platform)
    gateway.set(agent, none)
    await clock.sleep(hour)
    await platform.checkPatiently(agent)
  },

  'an agreement gets out of order, and is mended': async (simulation, platform) => {
    const { gateway, clock } = simulation
    await signedBefore(simulation, platform)
    gateway.set(agent, { ...both, irregular: true })
    await platform.checkPatiently(agent)
    gateway.set(agent, both)
    await clock.sleep(hour)
    await platform.checkPatiently(agent)
  },

  'nobody knows for a while, and then everybody does': async ({ gateway, clock }, platform) => {
    await leave(platform)
    gateway.set(agent, both)
    gateway.fail(agent, { moment: 'after-commit', failure: 'timeout' })
    gateway.fail(agent, { moment: 'after-send', failure: 'reset' })
    gateway.fail(agent, { moment: 'during-answer', failure: 'truncated' })
    gateway.fail(agent, { moment: 'during-answer', failure: 'contradiction' })
    await clock.sleep(30 * minute)
  },

  'a signed agreement and answers that say nothing': async (simulation, platform) => {
    const { gateway, clock } = simulation
    await signedBefore(simulation, platform)
    gateway.fail(agent, { moment: 'during-answer', failure: 'garbage' })
    gateway.fail(agent, { moment: 'after-send', failure: { status: 503 } })
    gateway.fail(agent, { moment: 'during-answer', failure: 'oversized' })
    for (let time = 0; time < 3; time++) await platform.checkPatiently(agent)
    await clock.sleep(10 * minute)
  },

  'the gateway refuses': async ({ gateway, clock }, platform) => {
    await leave(platform)
    gateway.fail(agent, { moment: 'after-commit', failure: { code: 'ILLEGAL_EMAIL' } }, 2)
    await clock.sleep(3 * minute)
    gateway.set(agent, both)
  },

  'no network for hours': async ({ gateway, clock }, platform) => {
    await leave(platform)
    gateway.set(agent, both)
    gateway.fail(undefined, { moment: 'before-send', reason: 'connect' }, 12)
    await clock.sleep(5 * hour)
  },

  'an answer on the last second, and one too late': async ({ gateway, clock }, platform) => {
    await leave(platform)
    gateway.set(agent, both)
    gateway.fail(agent, { moment: 'late', delayMs: 20 * second })
    gateway.fail(agent, { moment: 'late', delayMs: 14_900 })
    await clock.sleep(5 * minute)
  },

  'two nodes on one store': async (simulation, platform) => {
    simulation.startNode('node-b')
    const other = platform.at('node-b')
    const token = await leave(platform)
    await Promise.all([platform.check(agent), other.check(agent), other.depart(agent, token)])
    simulation.gateway.set(agent, both)
    await simulation.clock.sleep(40 * second)
    await Promise.all([platform.check(agent, true), other.check(agent, true)])
  },

  'a node stands still until its claim has run out': async (simulation, platform) => {
    const { clock, gateway } = simulation
    simulation.startNode('node-b')
    await leave(platform)
    gateway.fail(agent, { moment: 'late', delayMs: 5 * second })
    const slow = platform.check(agent)
    await clock.sleep(4 * second)
    const { life } = await simulation.node()
    life.freeze(clock.sleep(90 * second))
    gateway.set(agent, both)
    await clock.sleep(65 * second)
    await platform.at('node-b').check(agent, true)
    await slow
  },

  'the wall clock jumps ahead and back': async ({ gateway, clock }, platform) => {
    await leave(platform)
    clock.jump(2 * hour)
    await clock.sleep(minute)
    gateway.set(agent, both)
    clock.jump(-2 * hour)
    await platform.checkPatiently(agent)
  },

  'the same request to start, again and at once': async (_simulation, platform) => {
    await Promise.all([1, 2, 3].map(() => platform.start(agent, { key: 'same' })))
    await platform.start(agent, { key: 'same' })
  },

  'many ask about one agent at once': async ({ gateway }, platform) => {
    gateway.set(agent, refund)
    await Promise.all([1, 2, 3, 4].map((time) => platform.check(agent, time === 4)))
    gateway.set(agent, none)
    await Promise.all([1, 2].map(() => platform.check(agent)))
  },

  'many agents at once': async ({ gateway, clock }, platform) => {
    for (const one of agents) gateway.set(one, both)
    await Promise.all(agents.map((one) => platform.check(one)))
    await clock.sleep(10 * second)
  },

  'a start link that has run out': async ({ clock }, platform) => {
    const token = await platform.start(agent, { scope: 'auto-refund' })
    await clock.sleep(8 * 24 * hour)
    await platform.depart(agent, token)
    await platform.arrive(agent, token)
  },

  'restarts while a query is under way': async (simulation, platform) => {
    const { clock, gateway } = simulation
    await leave(platform)
    gateway.set(agent, both)
    for (let time = 0; time < 3; time++) {
      await clock.sleep(31 * second)
      ;(await simulation.node()).life.die()
      await clock.sleep(3 * second)
    }
  },

  'five agents fail alike: the brake, and its canaries': async ({ gateway, clock }, platform) => {
    gateway.fail(undefined, { moment: 'after-commit', failure: { status: 502 } }, 7)
    for (const one of agents) gateway.set(one, both)
    for (const one of agents) await platform.check(one)
    await clock.sleep(10 * minute)
  },

  'the gateway names the merchant itself: a pause, evidence, an end': async ({ gateway, clock }, platform) => {
    await leave(platform)
    gateway.set(agent, both)
    gateway.fail(agent, { moment: 'after-commit', failure: { code: 'NOT_AIR_PLANE_PARTNER' } }, 2)
    await clock.sleep(minute)
    await platform.start('other@example.com')
    await platform.check(agent, true)
    await platform.check(agent)
    await platform.resume()
    await platform.start('other@example.com')
    await clock.sleep(minute)
  },

  'an operator pauses while queries are due': async ({ gateway, clock }, platform) => {
    const token = await leave(platform)
    gateway.set(agent, both)
    await platform.pause()
    await platform.depart(agent, token)
    await clock.sleep(3 * minute)
    await platform.resume()
    await clock.sleep(minute)
  },

  'a permission that has grown stale brings a query forward': async (simulation, platform) => {
    await signedBefore(simulation, platform)
    await simulation.clock.sleep(hour)
    simulation.gateway.set(agent, debit)
    await platform.permission(agent, 'refund_fastpay_by_platform_nopwd', 60)
    await simulation.clock.sleep(minute)
    await platform.permission(agent, 'refund_fastpay_by_platform_nopwd', 600)
    await platform.permission(agent, 'cae_charge_agent', 600)
  },

  'a roster, in the middle of everything else': async ({ gateway, clock }, platform) => {
    for (const [index, one] of agents.entries()) gateway.set(one, index % 2 === 0 ? both : none)
    gateway.fail(agents[1], { moment: 'after-send', failure: 'reset' })
    await Promise.all([platform.roster(agents), platform.check(agents[2] ?? agent, true)])
    await clock.sleep(minute)
  },

  'a node that is asked to stop, and another that goes on': async (simulation, platform) => {
    const { clock, gateway } = simulation
    await leave(platform)
    gateway.set(agent, both)
    gateway.fail(agent, { moment: 'late', delayMs: 5 * second })
    await clock.sleep(31 * second)
    const { engine, life } = await simulation.node()
    await Promise.race([engine.stop(), life.ended])
    life.die()
    await clock.sleep(10 * second)
    await platform.check(agent)
  },

  'asking in vain, ever slower': async ({ gateway, clock }, platform) => {
    gateway.fail(agent, { moment: 'after-commit', failure: { status: 502 } }, 6)
    await platform.check(agent)
    for (let time = 0; time < 5; time++) {
      await clock.sleep(20 * second)
      await platform.check(agent)
    }
    await clock.sleep(20 * minute)
  },

  'an operator terminates an agreement': async (simulation, platform) => {
    await signedBefore(simulation, platform)
    await platform.terminate(agent)
    await simulation.clock.sleep(minute)
  },

  'a termination whose answer is lost, taken or not': async (simulation, platform) => {
    const { gateway, clock } = simulation
    await signedBefore(simulation, platform)
    gateway.failTermination(agent, { moment: 'after-send', failure: 'timeout' })
    await platform.terminate(agent)
    await platform.terminate(agent)
    await clock.sleep(minute)
    gateway.failTermination(agent, { moment: 'after-commit', failure: 'reset' })
    await platform.terminate(agent)
    await clock.sleep(10 * minute)
  },

  'a termination that stops the line, and one that reaches nobody': async (simulation, platform) => {
    const { gateway, clock } = simulation
    await signedBefore(simulation, platform)
    gateway.failTermination(agent, { moment: 'before-send', reason: 'connect' })
    await platform.terminate(agent)
    await clock.sleep(minute)
    gateway.failTermination(agent, { moment: 'after-commit', failure: { code: 'SYSTEM_ERROR' } })
    await platform.terminate(agent)
    await platform.start(agent)
    await clock.sleep(2 * minute)
  },

  'a termination among queries, on two nodes': async (simulation, platform) => {
    simulation.startNode('node-b')
    const other = platform.at('node-b')
    await signedBefore(simulation, platform)
    await Promise.all([platform.terminate(agent), other.terminate(agent), other.check(agent, true)])
    await simulation.clock.sleep(5 * minute)
  },
}
