import type { Store } from '../../../src/store/port/index.js'

/** A place where a store lives on when it is closed. */
export interface StoreHome {
  /** Opens the store; again after closing it. */
  open(writerName?: string): Promise<Store>
  dispose(): Promise<void>
}

/** An implementation of the port, to be put through the suite. */
export interface StoreKind {
  readonly title: string
  makeHome(): Promise<StoreHome>
}
