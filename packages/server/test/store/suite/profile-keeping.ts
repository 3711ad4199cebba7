import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProfileDocumentRow, SealedSecretRow, Store, Write } from '../../../src/store/port/index.js'
import { unitOf } from './specimens.js'
import type { StoreHome, StoreKind } from './store-kind.js'

export const documentRow = (changes: Partial<ProfileDocumentRow> = {}): ProfileDocumentRow => ({
  profileId: 'default',
  kind: 'settings',
  document: '{"name":"示例商旅"}',
  version: 1,
  updatedAt: 1,
  ...changes,
})

export const secretRow = (changes: Partial<SealedSecretRow> = {}): SealedSecretRow => ({
  place: 'webhook-secret/whk_1',
  sealed: 'ps1.00000000000000aa.AAAA',
  keyId: '00000000000000aa',
  updatedAt: 1,
  ...changes,
})

const put = (row: ProfileDocumentRow): Write => ({ write: 'put-profile-document', row })
const seal = (row: SealedSecretRow): Write => ({ write: 'put-sealed-secret', row })

/** What a store keeps of profiles, and the secrets in it. */
export function profileKeepingBehaviour(kind: StoreKind): void {
  describe('profiles and secrets', () => {
    let home: StoreHome
    let store: Store

    beforeEach(async () => {
      home = await kind.makeHome()
      store = await home.open()
    })

    afterEach(async () => {
      await store.close()
      await home.dispose()
    })

    const write = (...writes: Write[]) => store.commit(unitOf({ writes }))

    it('keeps one document of a kind for a profile, the last that was put', async () => {
      const rows = [
        documentRow({ profileId: 'west', kind: 'key', document: 'null' }),
        documentRow({ profileId: 'east', kind: 'settings' }),
        documentRow({ profileId: 'east', kind: 'gate', document: '{"by":"王芳"}' }),
      ]
      await write(...rows.map(put))
      const changed = documentRow({ profileId: 'east', kind: 'settings', document: '[]', version: 2, updatedAt: 5 })
      await write(put(changed))
      expect(await store.profileDocuments()).toEqual([rows[2], changed, rows[0]])
    })

    it('keeps a secret by its place, and none that was deleted', async () => {
      await write(seal(secretRow()), seal(secretRow({ place: 'profile-key/a/1' })))
      const again = secretRow({ sealed: 'ps1.00000000000000bb.BBBB', keyId: '00000000000000bb', updatedAt: 2 })
      await write(seal(again), { write: 'delete-sealed-secret', place: 'profile-key/a/1' })
      expect(await store.sealedSecret(again.place)).toEqual(again)
      expect(await store.sealedSecret('profile-key/a/1')).toBeUndefined()
      await expect(write({ write: 'delete-sealed-secret', place: 'nowhere' })).resolves.toEqual({
        result: 'done',
      })
    })

    it('lists secrets by place in slices, and each key that sealed one', async () => {
      const places = ['a/3', 'a/1', 'b/1', 'a/2', 'A/9']
      await write(...places.map((place, index) => seal(secretRow({ place, keyId: `00000000000000a${index % 2}` }))))
      const found: string[] = []
      for (let after = ''; ;) {
        const rows = await store.sealedSecrets(after, 2)
        found.push(...rows.map(({ place }) => place))
        after = rows.at(-1)?.place ?? after
        if (rows.length < 2) break
      }
      // By code unit, not by a language's order: the same on every store.
      expect(found).toEqual(['A/9', 'a/1', 'a/2', 'a/3', 'b/1'])
      expect(await store.sealingKeyIds()).toEqual(['00000000000000a0', '00000000000000a1'])
    })

    it('keeps both over a restart', async () => {
      await write(put(documentRow()), seal(secretRow()))
      await store.close()
      store = await home.open()
      expect(await store.profileDocuments()).toEqual([documentRow()])
      expect(await store.sealedSecrets('', 10)).toEqual([secretRow()])
    })
  })
}
