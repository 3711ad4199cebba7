import { DefectError, PaycircleError } from 'paycircle/internal/base'
import { storeError } from '../port/index.js'
import { WriteRefused } from '../sql/index.js'
import { failureOf } from './failures.js'

/** Thrown where the connection must not be used again; `error` is what the caller hears. */
export class ConnectionSpoilt extends Error {
  constructor(readonly error: unknown) {
    super('the connection is spoilt')
  }
}

/** What the caller of a unit hears of an error under it. */
export function unitError(error: unknown): unknown {
  if (error instanceof WriteRefused || error instanceof DefectError) return unitInvalid(error)
  if (error instanceof ConnectionSpoilt || error instanceof PaycircleError) return error
  switch (failureOf(error)) {
    case 'invalid':
      return unitInvalid(error)
    case 'full':
      return storeError('store-full', {}, { cause: error })
    case 'busy':
      return storeError('store-busy', { retryAfterMs: 1000 }, { cause: error })
    case 'again':
    case 'refused':
      return storeError('store-failed', { written: 'no' }, { cause: error })
    case 'lost':
      // The answer never came, the commit may have.
      return new ConnectionSpoilt(storeError('store-failed', { written: 'unknown' }, { cause: error }))
    case undefined:
      return error
  }
}

export function unitInvalid(error: unknown): Error {
  return storeError('unit-invalid', { reason: error instanceof Error ? error.message : '' }, { cause: error })
}
