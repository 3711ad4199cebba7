import { profileStatusOf } from '../engine/index.js'
import type { GaugeSample } from './metrics.js'
import type { Surroundings } from './surroundings.js'

/** One thing that must be well for the service to take requests, and whether it is. */
export interface ReadinessCheck {
  readonly name: 'accepting' | 'store'
  readonly ok: boolean
}

/**
 * What readiness rests on: that no shutdown has begun, and that the store can be read and written now, its tables being
 * those of this version.
 */
export async function readiness({ store, isAccepting }: Surroundings): Promise<readonly ReadinessCheck[]> {
  const stored = await store.probe().then(
    () => true,
    () => false,
  )
  return [
    { name: 'accepting', ok: isAccepting() },
    { name: 'store', ok: stored },
  ]
}

/** Profiles beyond these have no gauges of their own: labels must stay few. */
const profileLimit = 200

/** How the service stands, as metrics tell it; nothing of the store where that cannot be read. */
export async function standing(surroundings: Surroundings): Promise<readonly GaugeSample[]> {
  const checks = await readiness(surroundings)
  const ready: GaugeSample = { gauge: 'ready', value: Number(checks.every(({ ok }) => ok)) }
  try {
    const ids = [...surroundings.engine.profiles.keys()].slice(0, profileLimit)
    return [ready, ...(await Promise.all(ids.map((id) => profileSamples(surroundings, id)))).flat()]
  } catch {
    return [ready]
  }
}

async function profileSamples({ store, clock }: Surroundings, profile: string): Promise<readonly GaugeSample[]> {
  const { pause, brake } = profileStatusOf(profile, await store.profileState(profile))
  const dueAt = await store.nextDueAt(profile)
  const waitingS = dueAt === undefined ? 0 : Math.max(0, clock.now() - dueAt) / 1000
  const labels = { profile }
  return [
    { gauge: 'oldestDueAge', value: waitingS, labels },
    { gauge: 'profilePaused', value: Number(pause !== null), labels },
    { gauge: 'profileBraked', value: Number(brake !== null), labels },
  ]
}
