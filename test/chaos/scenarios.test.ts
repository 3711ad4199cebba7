import { describe, expect, it } from 'vitest'
import { scenarios, type Scenario } from './scenarios.js'
import { examine } from './simulation/examine.js'
import type { DeathPlan } from './simulation/life.js'
import { Platform } from './simulation/platform.js'
import { Simulation } from './simulation/simulation.js'

/**
 * `PAYCIRCLE_CRASHES=all` crashes on both sides of every call. Otherwise only once at a call that changes nothing: a world
 * in which it was made is the same as one in which it was not. `PAYCIRCLE_SCENARIOS=1/2` tells every second story.
 */
const { PAYCIRCLE_CRASHES: crashes, PAYCIRCLE_SCENARIOS: share = '1/1' } = process.env
const [part = 1, ofParts = 1] = share.split('/').map(Number)
const told = Object.entries(scenarios).filter((_, index) => index % ofParts === part - 1)

/** Calls of ports that change something; all others read, draw or lie down to wait. */
const changing = new Set(['store.commit', 'store.claimDeliveries', 'gateway.query', 'gateway.terminate'])

interface Run {
  readonly findings: readonly string[]
  /** The names of the calls that the first node made in its first life, in order. */
  readonly calls: readonly string[]
}

async function run(scenario: Scenario, death?: DeathPlan): Promise<Run> {
  const simulation = await Simulation.create(death === undefined ? {} : { death })
  try {
    const platform = new Platform(simulation)
    await simulation.run(() => scenario(simulation, platform))
    const findings = await examine(simulation, platform)
    return { findings, calls: simulation.lives[0]?.passed ?? [] }
  } catch (error) {
    return { findings: [String(error)], calls: [] }
  } finally {
    await simulation.remove()
  }
}

function momentsAt(name: string): readonly DeathPlan['moment'][] {
  return crashes === 'all' || changing.has(name) ? ['before', 'after'] : ['before']
}

/** A crash at every call that the whole run made. */
async function crashEverywhere(scenario: Scenario, calls: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const [index, name] of calls.entries()) {
    for (const moment of momentsAt(name)) {
      const { findings } = await run(scenario, { call: index + 1, moment })
      found.push(...findings.map((finding) => `crash ${moment} call ${index + 1}, ${name}: ${finding}`))
    }
  }
  return found
}

describe('whatever happens, and wherever the node crashes: nothing is lost, doubled or guessed', () => {
  it('tells at least twenty stories', () => {
    expect(Object.keys(scenarios).length).toBeGreaterThanOrEqual(20)
  })

  it.each(told)(
    '%s',
    async (_name, scenario) => {
      const { findings, calls } = await run(scenario)
      expect(findings).toEqual([])
      expect(calls.length).toBeGreaterThan(10)
      expect(await crashEverywhere(scenario, calls)).toEqual([])
    },
    120_000,
  )
})
