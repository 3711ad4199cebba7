import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ManualClock } from 'paycircle/internal/base'
import {
  createDelivery,
  noPrivateNetworks,
  withEventBell,
  type Delivery,
  type DeliveryOptions,
} from 'paycircle-server/delivery'
import { createSealing } from 'paycircle-server/sealing'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import type { Store } from 'paycircle-server/store/port'
import { agreementRow, eventRow } from '../store/suite/specimens.js'

export const profileId = 'demo'
export const caller = { profileId, actor: 'api-key:tests' }

export interface World {
  readonly clock: ManualClock
  readonly store: Store
  readonly delivery: Delivery
  /** Another node on the same store. */
  node(options?: Partial<DeliveryOptions>): Delivery
  /** Writes an event, of that agreement or of none; gives its id. */
  happen(agreementId?: string | null, type?: string): Promise<string>
  /** Moves the clock until the condition holds, looking in between whether it does. */
  passUntil(condition: () => Promise<boolean>, stepMs?: number): Promise<void>
  state(webhookId: string, eventId: string): Promise<string | undefined>
  close(): Promise<void>
}

/** A real store and real sockets by a clock that the test moves. */
export async function createWorld(
  options: Partial<DeliveryOptions> & { readonly storeAround?: (store: Store) => Store } = {},
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'paycircle-delivery-'))
  const clock = new ManualClock(Date.UTC(2026, 10, 26, 6))
  const opened = await openSqliteStore({
    path: join(folder, 'store.db'),
    writerName: 'test',
    clock,
    random: randomBytes,
    writer: 'in-thread',
  })
  const { store, bell } = withEventBell(options.storeAround?.(opened) ?? opened)
  const { privateKey } = generateKeyPairSync('ed25519')
  const sealing = createSealing({ keys: [{ id: '0123456789abcdef', privateKey }], random: randomBytes })
  const nodes: Delivery[] = []
  const node = (more: Partial<DeliveryOptions> = {}): Delivery => {
    const rulesOf = () => ({ sandbox: true, privateNetworks: noPrivateNetworks })
    const one = createDelivery({
      store,
      clock,
      random: randomBytes,
      nodeName: `node-${nodes.length + 1}`,
      sealing,
      rulesOf,
      ...options,
      ...more,
    })
    bell.listen(one.wake)
    nodes.push(one)
    return one
  }
  let events = 0
  await opened.commit({
    guards: [],
    writes: ['agr-1', 'agr-2', 'agr-3'].map((id) => ({
      write: 'insert-agreement',
      row: agreementRow({ id, profileId, account: `${id}@example.com` }),
    })),
    log: [],
  })
  return {
    clock,
    store,
    delivery: node(),
    node,
    async happen(agreementId = 'agr-1', type = 'agreement.signed') {
      const id = `evt_${String(++events).padStart(6, '0')}`
      const row = eventRow({ id, profileId, agreementId, type, payload: '{"state":"signed"}', createdAt: clock.now() })
      await store.commit({ guards: [], writes: [{ write: 'insert-event', row }], log: [] })
      return id
    },
    async passUntil(condition, stepMs = 1000) {
      for (let turn = 0; turn < 3000; turn++) {
        if (await condition()) return
        // Sockets and the store have their say before the clock moves on.
        for (let breath = 0; breath < 4; breath++) await new Promise((resolve) => setTimeout(resolve, 1))
        clock.advance(stepMs)
      }
      throw new Error('it never came about')
    },
    state: async (webhookId, eventId) => (await store.delivery(`${webhookId}/${eventId}`))?.state,
    async close() {
      await Promise.all(nodes.map((one) => one.stop()))
      await opened.close()
      await rm(folder, { recursive: true })
    },
  }
}
