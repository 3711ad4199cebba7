import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { requireSealingKeys, resealSecrets } from '../../src/custody/index.js'
import { sealKeysOf } from '../../src/ledger/index.js'
import { createSealing, parseSealed, type SealContext, type Sealing } from '../../src/sealing/index.js'
import type { Store } from '../../src/store/port/index.js'
import { storeWith } from '../engine/world.js'
import { newKey, World } from './world.js'

const sealingOf = (...pems: readonly string[]): Sealing =>
  createSealing({ keys: sealKeysOf(pems.join(''))?.privateKeys ?? [], random: randomBytes })

const places = Array.from({ length: 120 }, (_, index): SealContext =>
  index % 2 === 0 ? `webhook-secret/whk_${index}` : `profile-key/p${index}/000000000000`,
)

async function storeSealed(world: World, sealing: Sealing): Promise<void> {
  const writes = places.map((place) => {
    const row = { place, sealed: sealing.seal(Buffer.from(place), place), keyId: sealing.keyId ?? '', updatedAt: 1 }
    return { write: 'put-sealed-secret', row } as const
  })
  await world.store.commit({ guards: [], writes, log: [] })
}

async function texts(store: Store, sealing: Sealing): Promise<readonly string[]> {
  const found: string[] = []
  for (const place of places) {
    const row = await store.sealedSecret(place)
    found.push(Buffer.from(sealing.open(row?.sealed ?? '', place)).toString())
  }
  return found
}

describe('the secrets of a store', () => {
  it('are refused before anything is served where a key is missing, with the keys that are', async () => {
    const world = await new World().open()
    const [old, other] = [newKey(), newKey()]
    await storeSealed(world, sealingOf(old.pem))
    await expect(requireSealingKeys(world.store, sealingOf(old.pem))).resolves.toBeUndefined()
    await expect(requireSealingKeys(world.store, sealingOf(other.pem, old.pem))).resolves.toBeUndefined()
    const refusal = { code: 'sealing-key-unknown', fields: { keyIds: [old.key.id], known: [other.key.id] } }
    await expect(requireSealingKeys(world.store, sealingOf(other.pem))).rejects.toMatchObject(refusal)
    await expect(requireSealingKeys(world.store, sealingOf())).rejects.toMatchObject({ code: 'sealing-key-unknown' })
  })

  it('are all sealed anew with the first key of the file, which then alone opens them', async () => {
    const world = await new World().open()
    const [old, next] = [newKey(), newKey()]
    await storeSealed(world, sealingOf(old.pem))
    const both = sealingOf(next.pem, old.pem)
    const done = await resealSecrets(world.options(), both, 'cli')
    expect(done).toEqual({ keyId: next.key.id, resealed: places.length, total: places.length })
    expect(await world.store.sealingKeyIds()).toEqual([next.key.id])
    expect(await texts(world.store, sealingOf(next.pem))).toEqual(places)
    expect(await resealSecrets(world.options(), both, 'cli')).toMatchObject({ resealed: 0, total: places.length })
    const { rows } = await world.store.operations({ kind: 'secrets.resealed', limit: 10 })
    expect(rows.map(({ details }) => details)).toEqual([
      { from: [old.key.id], to: next.key.id, resealed: places.length },
    ])
  })

  it('are never lost where the re-sealing ends half way, and the next call goes on', async () => {
    const world = await new World().open()
    const [old, next] = [newKey(), newKey()]
    await storeSealed(world, sealingOf(old.pem))
    const both = sealingOf(next.pem, old.pem)
    let commits = 0
    const dying = storeWith(world.store, {
      commit: (unit) => (++commits > 50 ? Promise.reject(new Error('power cut')) : world.store.commit(unit)),
    })
    await expect(resealSecrets({ ...world.options(), store: dying }, both, 'cli')).rejects.toThrow('power cut')
    expect(await world.store.sealingKeyIds()).toEqual([next.key.id, old.key.id].sort())
    expect(await texts(world.store, both)).toEqual(places)
    expect(await resealSecrets(world.options(), both, 'cli')).toMatchObject({ resealed: places.length - 50 })
  })

  it('leave one alone that somebody changed meanwhile', async () => {
    const world = await new World().open()
    const [old, next] = [newKey(), newKey()]
    await storeSealed(world, sealingOf(old.pem))
    const both = sealingOf(next.pem, old.pem)
    const [place = 'webhook-secret/'] = places
    const newer = both.seal(Buffer.from('newer'), place)
    let raced = false
    const racing = storeWith(world.store, {
      async commit(unit) {
        const guard = unit.guards[0]
        if (!raced && guard?.guard === 'secret-unchanged' && guard.place === place) {
          raced = true
          const row = { place, sealed: newer, keyId: both.keyId ?? '', updatedAt: 2 }
          await world.store.commit({ guards: [], writes: [{ write: 'put-sealed-secret', row }], log: [] })
        }
        return world.store.commit(unit)
      },
    })
    await resealSecrets({ ...world.options(), store: racing }, both, 'cli')
    const row = await world.store.sealedSecret(place)
    expect(Buffer.from(both.open(row?.sealed ?? '', place)).toString()).toBe('newer')
    expect(parseSealed(row?.sealed ?? '')?.keyId).toBe(next.key.id)
  })

  it('stop a re-sealing where one was tampered with', async () => {
    const world = await new World().open()
    const [old, next] = [newKey(), newKey()]
    await storeSealed(world, sealingOf(old.pem))
    world.tamper(`update sealed_secret set sealed = (select sealed from sealed_secret where place = '${places[0]}')
      where place = '${places[2]}'`)
    await expect(resealSecrets(world.options(), sealingOf(next.pem, old.pem), 'cli')).rejects.toMatchObject({
      code: 'sealed-damaged',
      fields: { context: places[2] },
    })
  })
})
