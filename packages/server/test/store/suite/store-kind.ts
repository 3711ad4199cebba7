import type { CommitResult, Store, Unit } from '../../../src/store/port/index.js'

/** A place where a store lives on when it is closed. */
export interface StoreHome {
  /** Opens the store; again after closing it. */
  open(writerName?: string): Promise<Store>
  dispose(): Promise<void>
}

/** An implementation of the port, to be put through the suite. */
export interface StoreKind {
  readonly title: string
  /** Units go by several connections at once, each with a chain of its own: who came first is not always first. */
  readonly concurrent?: true
  makeHome(): Promise<StoreHome>
}

/** The chain of the store's first writer of that name. */
export function chainOf({ concurrent }: StoreKind, writerName: string): string {
  return concurrent ? `${writerName}.1` : writerName
}

/** Commits as the store can tell the order: at once where it is that of arrival, else one after the other. */
export async function commitInOrder(kind: StoreKind, store: Store, units: readonly Unit[]) {
  if (!kind.concurrent) return Promise.allSettled(units.map((unit) => store.commit(unit)))
  const results: PromiseSettledResult<CommitResult>[] = []
  for (const unit of units) results.push(...(await Promise.allSettled([store.commit(unit)])))
  return results
}
