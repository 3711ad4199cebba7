import type { Store } from '../store/port/index.js'

/** Tells at once that an event was written on this node. Those of other nodes are found by looking. */
export interface EventBell {
  /** The returned function ends it. */
  listen(hear: () => void): () => void
  ring(): void
}

/** The same store, whose commits ring the bell where they wrote an event. */
export function withEventBell(store: Store): { readonly store: Store; readonly bell: EventBell } {
  const listeners = new Set<() => void>()
  const bell: EventBell = {
    listen(hear) {
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
    ring() {
      for (const hear of [...listeners]) hear()
    },
  }
  const commit: Store['commit'] = async (unit) => {
    const committed = await store.commit(unit)
    if (committed.result === 'done' && unit.writes.some(({ write }) => write === 'insert-event')) bell.ring()
    return committed
  }
  const rung = new Proxy(store, {
    get(target, name) {
      if (name === 'commit') return commit
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
  })
  return { store: rung, bell }
}
