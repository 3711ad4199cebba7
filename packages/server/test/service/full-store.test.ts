import { afterEach, describe, expect, it } from 'vitest'
import { problemSchema } from 'paycircle-server/api'
import { storeError, type Store } from 'paycircle-server/store/port'
import { setStage, type Stage } from './stage.js'

let stage: Stage
afterEach(() => stage.close())

/** The store, which refuses to write with that error while there is one. */
function troubledStore() {
  const trouble: { error?: Error } = {}
  const around = (store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        const refuses = name === 'commit' || name === 'probe'
        return (...values: unknown[]) =>
          refuses && trouble.error !== undefined
            ? Promise.reject(trouble.error)
            : (Reflect.apply(value, target, values) as unknown)
      },
    })
  return { trouble, around }
}

const signing = (email: string) => stage.api('/v1/signings', { email })

describe('a full disk', () => {
  it('is told to callers and to whoever asks for readiness, loses nothing acknowledged, and ends by itself', async () => {
    const { trouble, around } = troubledStore()
    stage = await setStage({ storeAround: around })
    expect((await signing('before@example.com')).status).toBe(201)

    trouble.error = storeError('store-full', {})
    const refused = await signing('meanwhile@example.com')
    expect(refused.status).toBe(507)
    expect(problemSchema.parse(refused.json).code).toBe('store-full')
    expect((await stage.call('/readyz')).status).toBe(503)
    expect((await stage.call('/healthz')).status).toBe(200)
    const requests = stage.simulator.requests().length
    expect((await stage.api('/v1/agreements/before@example.com/check', {})).status).toBe(507)
    expect(stage.simulator.requests()).toHaveLength(requests)
    expect((await stage.api('/v1/agreements/before@example.com')).status).toBe(200)

    delete trouble.error
    expect((await stage.call('/readyz')).status).toBe(200)
    expect((await signing('after@example.com')).status).toBe(201)
    const { json } = await stage.api('/v1/agreements')
    expect(json.items.map(({ email }) => email).sort()).toEqual(['after@example.com', 'before@example.com'])
  })
})

describe('more to write than the store keeps up with', () => {
  it('is answered 503 with the time after which to try again', async () => {
    const { trouble, around } = troubledStore()
    stage = await setStage({ storeAround: around })
    trouble.error = storeError('store-busy', { retryAfterMs: 1500 })
    const refused = await signing('agent@example.com')
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '2' }, json: { code: 'store-busy' } })
    delete trouble.error
    expect((await signing('agent@example.com')).status).toBe(201)
  })
})
