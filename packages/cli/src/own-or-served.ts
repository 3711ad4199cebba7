import { PaycircleError, type Clock } from 'paycircle/internal/base'
import type { Store } from 'paycircle-server/store/port'
import type { StorePlace } from './configuration/index.js'
import { openStore } from './open-store.js'

const lookMs = 200

export interface OwnOrServedOptions {
  readonly place: StorePlace
  readonly clock: Clock
  /** How long another command that holds the store is waited for. */
  readonly patienceMs: number
  /** Where this process writes, if it comes to own the store; `in-thread` unless a command writes very much. */
  readonly writer?: 'worker' | 'in-thread'
}

/**
 * One process owns a store at a time: where it is nobody, this one; where it is a service, that is asked over its
 * socket; where it is another command, this one waits its turn.
 *
 * @throws errors of the store, and of `served` once the wait was in vain
 */
export async function ownOrServed<Value>(
  { place, clock, patienceMs, writer = 'in-thread' }: OwnOrServedOptions,
  own: (store: Store) => Promise<Value>,
  served: () => Promise<Value>,
): Promise<Value> {
  const givesUpAt = clock.monotonic() + patienceMs
  for (;;) {
    const store = await unlessCode('store-locked-by-other', () => openStore(place, clock, writer))
    if (store !== undefined) return own(store)
    const isLast = clock.monotonic() >= givesUpAt
    const answer = await unlessCode(isLast ? undefined : 'service-unreachable', async () => ({ value: await served() }))
    if (answer !== undefined) return answer.value
    await new Promise<void>((resolve) => clock.after(lookMs, resolve))
  }
}

/** What the action gives, or undefined where it ends in this one error. */
async function unlessCode<Value>(code: string | undefined, action: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof PaycircleError && error.code === code) return undefined
    throw error
  }
}
