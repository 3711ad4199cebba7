import { describe, expect, it } from 'vitest'
import { storeError, type StoreErrorCode } from '../../../src/store/port/index.js'

/** One of each; the compiler asks for all. */
const specimens: Readonly<Record<StoreErrorCode, readonly Error[]>> = {
  'store-busy': [storeError('store-busy', { retryAfterMs: 1500 })],
  'store-closed': [storeError('store-closed', {})],
  'store-full': [storeError('store-full', {})],
  'store-failed': [storeError('store-failed', { written: 'no' }), storeError('store-failed', { written: 'unknown' })],
  'store-locked-by-other': [storeError('store-locked-by-other', { path: 'data/store.sqlite' })],
  'store-unusable': (['absent', 'not-a-store', 'damaged', 'newer', 'older', 'no-access'] as const).map((reason) =>
    storeError('store-unusable', { path: 'data/store.sqlite', reason }),
  ),
  'store-drifted': [
    storeError('store-drifted', { path: 'p', table: 'agreement', column: 'state' }),
    storeError('store-drifted', { path: 'p', table: 'agreement', column: '' }),
  ],
  'store-not-empty': [storeError('store-not-empty', { path: 'p', table: 'agreement' })],
  'store-clock-apart': [
    storeError('store-clock-apart', { aheadMs: 1500 }),
    storeError('store-clock-apart', { aheadMs: -1500 }),
  ],
  'unit-invalid': [storeError('unit-invalid', { reason: 'UNIQUE constraint failed: agreement.id' })],
  'cursor-invalid': [storeError('cursor-invalid', {})],
  'driver-missing': [storeError('driver-missing', {})],
}

type Described = Error & { describe(language: 'zh' | 'en'): { code: string; message: string; remedy: string } }

describe('the errors of the store', () => {
  for (const [code, errors] of Object.entries(specimens)) {
    it(`${code} says what is wrong and what to do, in both languages`, () => {
      for (const error of errors as readonly Described[]) {
        const [zh, en] = [error.describe('zh'), error.describe('en')]
        expect(en.code).toBe(code)
        expect(en.message).toMatch(/^[A-Z].*\.$/)
        expect(en.remedy).toMatch(/^[A-Z].{10,}\.$/)
        expect(zh.message).toMatch(/\p{Script=Han}.*。$/u)
        expect(zh.remedy).toMatch(/\p{Script=Han}.*。$/u)
      }
    })
  }

  it('tell in seconds when to try again', () => {
    const error = storeError('store-busy', { retryAfterMs: 1500 })
    expect(error.describe('en').remedy).toContain('2 s')
    expect(error.describe('zh').remedy).toContain('2 秒')
  })

  it('say honestly whether something was written', () => {
    expect(storeError('store-failed', { written: 'no' }).message).toContain('nothing was written')
    expect(storeError('store-failed', { written: 'unknown' }).message).toContain('not known whether')
  })

  it('tell a peer nothing of the tables', () => {
    const error = storeError('unit-invalid', { reason: 'UNIQUE constraint failed: agreement.id' })
    expect(JSON.stringify([error, error.describe('zh')])).not.toContain('agreement.id')
  })
})
