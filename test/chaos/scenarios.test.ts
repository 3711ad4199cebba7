import { describe, expect, it } from 'vitest'
import { scenarios, type Scenario } from './scenarios.js'
import { examine } from './simulation/examine.js'
import type { DeathPlan } from './simulation/life.js'
import { Platform } from './simulation/platform.js'
import { Simulation } from './simulation/simulation.js'

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

/** A crash on either side of every call that the whole run made. */
async function crashEverywhere(scenario: Scenario, calls: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const [index, name] of calls.entries()) {
    for (const moment of ['before', 'after'] as const) {
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

  it.each(Object.entries(scenarios))(
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
