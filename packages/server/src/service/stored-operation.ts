import type { Store } from '../store/port/index.js'

/** A record of the operation log as the store gives it. */
export type StoredOperation = Awaited<ReturnType<Store['operations']>>['rows'][number]
