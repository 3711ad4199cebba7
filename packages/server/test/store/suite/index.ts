import { accessKeepingBehaviour } from './access-keeping.js'
import { alarmKeepingBehaviour } from './alarm-keeping.js'
import { commitBehaviour } from './commits.js'
import { deliveryBehaviour } from './deliveries.js'
import { dueBehaviour } from './due.js'
import { guardBehaviour } from './guards.js'
import { listBehaviour } from './lists.js'
import { logBehaviour } from './log.js'
import { modelBehaviour } from './model.js'
import { profileKeepingBehaviour } from './profile-keeping.js'
import { rosterBehaviour } from './rosters.js'
import type { StoreKind } from './store-kind.js'

export * from './specimens.js'
export type { StoreHome, StoreKind } from './store-kind.js'

/** What every store promises: run it on each. */
export function storeBehaviour(kind: StoreKind): void {
  accessKeepingBehaviour(kind)
  alarmKeepingBehaviour(kind)
  commitBehaviour(kind)
  guardBehaviour(kind)
  listBehaviour(kind)
  deliveryBehaviour(kind)
  dueBehaviour(kind)
  logBehaviour(kind)
  modelBehaviour(kind)
  rosterBehaviour(kind)
  profileKeepingBehaviour(kind)
}
