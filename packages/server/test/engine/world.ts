import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ManualClock, Secret, type Meter } from 'paycircle/internal/base'
import { createEngine, type Engine, type EngineOptions } from 'paycircle-server/engine'
import { createProfile, type MerchantProfile } from 'paycircle-server/profiles'
import type { OperationRecord } from 'paycircle-server/ledger'
import type { AgreementRow, EventRow, Store } from 'paycircle-server/store/port'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import { startLocalGateway, type LocalGateway } from './local-gateway.js'
import { waitingRoom } from './waiting-room.js'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const keyText = 'k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'
export const profileId = 'demo'

/** Counts what the engine reports, and lets tests wait for it. */
export interface CountingMeter extends Meter {
  total(name: string, outcome?: string): number
  reached(name: string, count: number): Promise<void>
}

/** A store in a file, a gateway on loopback, a clock that stands still: everything real but time. */
export interface World {
  readonly clock: ManualClock
  readonly gateway: LocalGateway
  readonly profile: MerchantProfile
  readonly path: string
  /** The store as it is open now. */
  readonly store: Store
  /** Another engine on the same store. */
  engine(options?: Partial<EngineOptions>): { readonly engine: Engine; readonly meter: CountingMeter }
  /** Closes and opens the store, as a new process would. */
  reopen(): Promise<void>
  agreement(email: string): Promise<AgreementRow>
  log(): Promise<readonly OperationRecord[]>
  events(): Promise<readonly EventRow[]>
}

/** `openElsewhere` opens another store than one in a file. */
export async function createWorld(
  changes: Partial<MerchantProfile> = {},
  openElsewhere?: (clock: ManualClock) => Promise<Store>,
): Promise<World> {
  const clock = new ManualClock()
  const gateway = await startLocalGateway()
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-engine-'))
  const path = join(folder, 'store.sqlite')
  const open = () =>
    openElsewhere?.(clock) ??
    openSqliteStore({ path, writerName: 'node-a', clock, random: randomBytes, writer: 'in-thread' })
  const engines: Engine[] = []
  let store = await open()
  const profile = createProfile({
    id: profileId,
    name: '示例商旅',
    partner: '2088000000000000',
    key: Secret.fromText(keyText),
    gateway: gateway.url,
    contact: { name: '王芳', phone: '021-5555 0100' },
    returnOrigins: ['https://platform.example'],
    ...changes,
  })
  onTestFinished(async () => {
    const stopped = Promise.all(engines.map((engine) => engine.stop()))
    // Calls that a failed test left hanging end by their own limit.
    clock.advance(minute)
    await stopped
    await gateway.close()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    clock,
    gateway,
    profile,
    path,
    get store() {
      return store
    },
    engine(options = {}) {
      const meter = countingMeter()
      const common = { store, clock, random: randomBytes, nodeName: 'node-a', profiles: [profile], meter }
      // Turns have tests of their own; elsewhere the standing clock would never let the second call go.
      const limits = { callSpacingMs: 0, ...options.limits }
      const engine = createEngine({ ...common, ...options, limits })
      engines.push(engine)
      return { engine, meter }
    },
    async reopen() {
      await store.close()
      store = await open()
    },
    async agreement(email) {
      const row = await store.agreementByAccount(profileId, email)
      if (row === undefined) throw new Error(`no agreement with ${email}`)
      return row
    },
    async log() {
      const { rows } = await store.operations({ limit: 200 })
      return [...rows].reverse()
    },
    async events() {
      return (await store.events({ profileId, limit: 200 })).rows
    },
  }
}

export function countingMeter(): CountingMeter {
  const counts = new Map<string, number>()
  const rooms = new Map<string, ReturnType<typeof waitingRoom>>()
  const total = (name: string, outcome = '') => counts.get(name + outcome) ?? 0
  const roomOf = (name: string) => {
    const room = rooms.get(name) ?? waitingRoom(() => total(name))
    rooms.set(name, room)
    return room
  }
  const add = (key: string, by: number) => counts.set(key, (counts.get(key) ?? 0) + by)
  return {
    count(name, labels, by = 1) {
      add(name, by)
      if (labels?.outcome !== undefined) add(name + labels.outcome, by)
      roomOf(name).changed()
    },
    observe: () => undefined,
    total,
    reached: (name, count) => roomOf(name).until(count),
  }
}

export const checksDone = 'engine.checks_total'

/** The store with some of its methods replaced. */
export function storeWith(store: Store, replaced: Partial<Store>): Store {
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(replaced, name)
      const value: unknown = own ?? Reflect.get(target, name, target)
      return typeof value === 'function' && own === undefined ? (value.bind(target) as unknown) : value
    },
  })
}
