import { disagreements, invariants, untilAllIsAskedMs } from './invariants.js'
import type { Platform } from './platform.js'
import { profileId, type Simulation } from './simulation.js'
import { storyOf, type Story } from './story.js'

/**
 * Lets a run come to rest, examines it, then has everybody asked once more without a fault and examines it again.
 * Answers what is wrong, one line a finding.
 */
export async function examine(simulation: Simulation, platform: Platform): Promise<readonly string[]> {
  simulation.gateway.mend()
  const state = await simulation.store.profileState(profileId)
  if (state !== undefined && state.pausedAt !== null) await simulation.run(() => platform.resume())
  await simulation.quiesce(untilAllIsAskedMs)
  const rested = await storyOf(simulation, platform)
  const found = [...(await broken(rested))]
  for (const { account } of rested.agreements) {
    await simulation.run(() => platform.checkPatiently(account))
  }
  const asked = await storyOf(simulation, platform)
  const agreed = disagreements(asked).map((finding) => `store and gateway agree: ${finding}`)
  return [...found, ...(await broken(asked)), ...agreed]
}

async function broken(story: Story): Promise<readonly string[]> {
  const found: string[] = []
  for (const [name, check] of Object.entries(invariants)) {
    for (const finding of await check(story)) found.push(`${name}: ${finding}`)
  }
  return found
}
