import { clockApartMs } from '../alarms/index.js'
import { defaultLimits, profileStatusOf } from '../engine/index.js'
import type { StoreProbe } from '../store/port/index.js'
import type { GaugeSample } from './metrics.js'
import type { Surroundings } from './surroundings.js'

/** One thing that must be well for the service to take requests, and whether it is. */
export interface ReadinessCheck {
  readonly name: 'accepting' | 'store' | 'writer' | 'clock'
  readonly ok: boolean
}

/** What readiness rests on, and what was found on the way. */
export interface Readiness {
  readonly checks: readonly ReadinessCheck[]
  /** Undefined where nothing can be written. */
  readonly probe: StoreProbe | undefined
}

/**
 * That no shutdown has begun, that the store can be read, its tables being those of this version, that its writer takes
 * a unit, and that this node's clock is the store's: apart from it no claim is taken. A clock that cannot be compared
 * fails no check of its own.
 */
export async function readiness({ store, isAccepting }: Surroundings): Promise<Readiness> {
  const isRead = store.hasUsers().then(
    () => true,
    () => false,
  )
  const probe = await store.probe().catch(() => undefined)
  return {
    checks: [
      { name: 'accepting', ok: isAccepting() },
      { name: 'store', ok: await isRead },
      { name: 'writer', ok: probe !== undefined },
      { name: 'clock', ok: Math.abs(probe?.clockAheadMs ?? 0) <= clockApartMs },
    ],
    probe,
  }
}

/** Profiles beyond these have no gauges of their own: labels must stay few. */
const profileLimit = 200

/** How the service stands, as metrics tell it; nothing of the store where that cannot be read. */
export async function standing(surroundings: Surroundings): Promise<readonly GaugeSample[]> {
  const { checks, probe } = await readiness(surroundings)
  const ready: GaugeSample[] = [{ gauge: 'ready', value: Number(checks.every(({ ok }) => ok)) }]
  if (probe !== undefined) ready.push({ gauge: 'queuedUnits', value: probe.queuedUnits })
  try {
    const ids = [...surroundings.engine.profiles.keys()].slice(0, profileLimit)
    return [...ready, ...(await Promise.all(ids.map((id) => profileSamples(surroundings, id)))).flat()]
  } catch {
    return ready
  }
}

async function profileSamples({ store, clock }: Surroundings, profile: string): Promise<readonly GaugeSample[]> {
  const { pause, brake } = profileStatusOf(profile, await store.profileState(profile))
  const dueAt = await store.nextDueAt(profile)
  const waitingS = dueAt === undefined ? 0 : Math.max(0, clock.now() - dueAt) / 1000
  const { heldAgreements, firstLeaseUntil } = await store.profileStanding(profile)
  const claimedAt = firstLeaseUntil === null ? clock.now() : firstLeaseUntil - defaultLimits.leaseMs
  const deliveries = await store.deliveryStanding(profile)
  const oldest = deliveries.flatMap(({ isActive, oldestPendingAt }) => (isActive ? (oldestPendingAt ?? []) : []))
  const waitsSince = oldest.length === 0 ? clock.now() : Math.min(...oldest)
  const labels = { profile }
  return [
    { gauge: 'oldestDueAge', value: waitingS, labels },
    { gauge: 'heldAgreements', value: heldAgreements, labels },
    { gauge: 'oldestClaimAge', value: Math.max(0, clock.now() - claimedAt) / 1000, labels },
    { gauge: 'pendingDeliveries', value: sum(deliveries.map(({ pending }) => pending)), labels },
    { gauge: 'deadDeliveries', value: sum(deliveries.map(({ dead }) => dead)), labels },
    { gauge: 'oldestPendingDeliveryAge', value: Math.max(0, clock.now() - waitsSince) / 1000, labels },
    { gauge: 'profilePaused', value: Number(pause !== null), labels },
    { gauge: 'profileBraked', value: Number(brake !== null), labels },
  ]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
