import type { Clock } from 'paycircle/internal/base'
import { observeClock, type Observation } from 'paycircle-server/alarms'
import { overdueSeals } from 'paycircle-server/custody'
import type { Delivery } from 'paycircle-server/delivery'
import type { Store } from 'paycircle-server/store/port'
import { nodeName } from '../open-store.js'

/** Seals are made every half minute, so one that waits for so long is not on its way. */
const sealsLateMs = 3_600_000
const most = 200

export interface ObserversOptions {
  readonly store: Store
  readonly clock: Clock
  readonly delivery: Pick<Delivery, 'countUnopened'>
  /** Whether this node seals the operation log at all. */
  readonly isSealing: boolean
}

/** What alarms look at beside the standing of profiles. */
export function observersOf(options: ObserversOptions): readonly (() => Promise<readonly Observation[]>)[] {
  const { store, clock, delivery, isSealing } = options
  return [
    () => observeClock(store, nodeName),
    async () => unopenedSecrets(await delivery.countUnopened()),
    ...(isSealing ? [async () => lateSeals(await overdueSeals(store, clock.now(), sealsLateMs))] : []),
  ]
}

/** Of this node: another may have the key that opens them. */
function unopenedSecrets(count: number): readonly Observation[] {
  return count === 0
    ? []
    : [{ rule: 'webhook-secrets-unopened', profileId: null, nodeName, count: Math.min(count, most) }]
}

function lateSeals(count: number): readonly Observation[] {
  return count === 0 ? [] : [{ rule: 'seals-not-exported', profileId: null, count: Math.min(count, most) }]
}
