import { describe, expect, test } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import { createAccess } from 'paycircle-server/access'
import {
  createStoredProfile,
  goLive,
  removeStoredProfile,
  updateStoredProfile,
  type MerchantProfile,
  type ProfileSettings,
} from 'paycircle-server/profiles'
import { createSealing } from 'paycircle-server/sealing'
import { profileId } from '../engine/world.js'
import { newSealing, setStage, type Stage } from './stage.js'

const actor = 'operator:wang'
const keyOf = (letter: string) => Secret.fromText(letter.repeat(32))
const settingsOf = (stage: Stage, changes: Partial<ProfileSettings> = {}): object => ({
  name: '东航商旅',
  partner: '2088000000000011',
  contact: { name: '李雷', phone: '021-5555 0111' },
  gateway: stage.simulator.gatewayUrl,
  ...changes,
})
const live = { mode: 'live', accountClass: 'contracted' } as const

describe('a profile that is kept in the store', () => {
  test('is served on every node beside the configured ones, its key sealed', async () => {
    const stage = await setStage()
    const [one, two] = [await stage.node(), await stage.node()]
    const entry = await createStoredProfile(one.directory, {
      profileId: 'east',
      actor,
      settings: settingsOf(stage),
      key: keyOf('e'),
    })
    expect(entry).toMatchObject({ source: 'store', profile: { id: 'east', mode: 'sandbox', signType: 'MD5' } })
    await two.directory.refresh()
    for (const { engine } of [one, two]) expect([...engine.profiles.keys()]).toEqual([profileId, 'east'])
    expect((await stage.world.log()).at(-1)).toMatchObject({
      kind: 'profile.created',
      profileId: 'east',
      actor,
      details: { partner: '2088000000000011', key: keyOf('e').fingerprint() },
    })
  })

  test('is refused under an id that is taken, with wrong settings, and without a seal key', async () => {
    const stage = await setStage()
    const { directory } = await stage.node()
    const create = (id: string, settings: object, key = keyOf('e')) =>
      createStoredProfile(directory, { profileId: id, actor, settings, key })
    await expect(create(profileId, settingsOf(stage))).rejects.toMatchObject({ code: 'profile-exists' })
    await expect(create('East', settingsOf(stage))).rejects.toMatchObject({ code: 'profile-field-malformed' })
    for (const [field, changes] of [
      ['partner', { partner: '1088000000000011' }],
      ['surplus', { surplus: 1 }],
      ['proxy', { proxy: 'http://user:password@proxy.example:3128' }],
      ['contact.name', { contact: { phone: '1' } }],
    ] as const) {
      const settings = { ...settingsOf(stage), ...changes }
      await expect(create('east', settings)).rejects.toMatchObject({
        code: 'profile-settings-malformed',
        fields: { field },
      })
    }
    const rsa = settingsOf(stage, { signType: 'RSA' })
    await expect(create('east', rsa)).rejects.toMatchObject({ code: 'key-malformed' })
    const unsealed = await stage.node({ sealing: createSealing({ keys: [], random: () => new Uint8Array(12) }) })
    await expect(
      createStoredProfile(unsealed.directory, {
        profileId: 'east',
        actor,
        settings: settingsOf(stage),
        key: keyOf('e'),
      }),
    ).rejects.toMatchObject({ code: 'sealing-key-missing' })
    expect(await stage.world.store.profileDocuments()).toEqual([])
    expect(await stage.world.store.sealedSecrets('', 10)).toEqual([])
  })

  test('is changed, and removed with its keys; the same id can be given again', async () => {
    const stage = await setStage()
    const { directory, engine } = await stage.node()
    const create = () =>
      createStoredProfile(directory, { profileId: 'east', actor, settings: settingsOf(stage), key: keyOf('e') })
    await create()
    const changes = { name: '新东航', returnOrigins: ['https://east.example'], gateway: null }
    await updateStoredProfile(directory, { profileId: 'east', actor, changes })
    const { gateway, ...changed } = engine.profiles.get('east') ?? {}
    expect(gateway).toBeUndefined()
    expect(changed).toMatchObject({ name: '新东航', returnOrigins: ['https://east.example'] })
    await removeStoredProfile(directory, { profileId: 'east', actor, reason: 'moved away' })
    expect(engine.profiles.has('east')).toBe(false)
    expect(await stage.world.store.sealedSecrets('', 10)).toEqual([])
    await create()
    expect(engine.profiles.get('east')?.name).toBe('东航商旅')
    const about = { profileId, actor, reason: 'r' }
    await expect(removeStoredProfile(directory, about)).rejects.toMatchObject({ code: 'profile-not-stored' })
    await expect(updateStoredProfile(directory, { ...about, changes: {} })).rejects.toMatchObject({
      code: 'profile-not-stored',
    })
  })

  test('keeps one of two changes made at the same time, and tells the other', async () => {
    const stage = await setStage()
    const [one, two] = [await stage.node(), await stage.node()]
    await createStoredProfile(one.directory, { profileId: 'east', actor, settings: settingsOf(stage), key: keyOf('e') })
    const results = await Promise.allSettled([
      updateStoredProfile(one.directory, { profileId: 'east', actor, changes: { name: 'one' } }),
      updateStoredProfile(two.directory, { profileId: 'east', actor, changes: { name: 'two' } }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'profile-contended' } })
  })

  test('is not served with a wrong seal key: nothing is', async () => {
    const stage = await setStage()
    const { directory } = await stage.node()
    await createStoredProfile(directory, { profileId: 'east', actor, settings: settingsOf(stage), key: keyOf('e') })
    await expect(stage.node({ sealing: newSealing() })).rejects.toMatchObject({ code: 'sealing-key-unknown' })
  })
})

describe('going live', () => {
  const stored = async (stage: Stage, changes: Partial<ProfileSettings>) => {
    const node = await stage.node()
    const settings = settingsOf(stage, { mode: 'test', gateway: undefined, ...changes })
    await createStoredProfile(node.directory, { profileId: 'east', actor, settings, key: keyOf('e') })
    return node
  }

  test('is refused with everything that is missing, and changes nothing', async () => {
    const stage = await setStage()
    const { directory } = await stored(stage, {})
    const missing = [{ item: 'account-class' }, { item: 'procedure' }]
    await expect(goLive(directory, { profileId: 'east', actor })).rejects.toMatchObject({
      code: 'go-live-gate-closed',
      fields: { missing },
    })
    // An override answers for the procedure alone.
    await expect(goLive(directory, { profileId: 'east', actor, overrideReason: 'tested' })).rejects.toMatchObject({
      fields: { missing: [{ item: 'account-class' }] },
    })
    expect(directory.entries.get('east')).toMatchObject({
      profile: { mode: 'test' },
      documents: { gate: { value: null } },
    })
    // Nor is there a way around it.
    await expect(updateStoredProfile(directory, { profileId: 'east', actor, changes: live })).rejects.toMatchObject({
      code: 'go-live-gate-closed',
    })
    await expect(
      createStoredProfile(directory, {
        profileId: 'west',
        actor,
        settings: settingsOf(stage, { ...live, gateway: undefined }),
        key: keyOf('w'),
      }),
    ).rejects.toMatchObject({ code: 'go-live-gate-closed' })
  })

  test('happens with a person’s word and reason, which stay to be seen', async () => {
    const stage = await setStage()
    const { directory } = await stored(stage, { accountClass: 'contracted' })
    const entry = await goLive(directory, { profileId: 'east', actor, overrideReason: 'tested at the old service' })
    expect(entry.profile.mode).toBe('live')
    expect(directory.gate(entry.profile)).toMatchObject({
      open: true,
      override: { by: actor, reason: 'tested at the old service' },
    })
    expect((await stage.world.log()).slice(-2).map(({ kind }) => kind)).toEqual([
      'gate.overridden',
      'profile.went-live',
    ])
    // Another partner ID is another account: it was never tested.
    await expect(
      updateStoredProfile(directory, { profileId: 'east', actor, changes: { partner: '2088000000000022' } }),
    ).rejects.toMatchObject({ code: 'go-live-gate-closed' })
  })

  test('happens without one where the procedure is complete', async () => {
    const stage = await setStage()
    const node = await stage.node({ procedure: () => ({ standing: 'complete', openStages: [] }) })
    const settings = settingsOf(stage, { mode: 'test', accountClass: 'contracted', gateway: undefined })
    await createStoredProfile(node.directory, { profileId: 'east', actor, settings, key: keyOf('e') })
    expect((await goLive(node.directory, { profileId: 'east', actor })).profile.mode).toBe('live')
  })

  test('of a configured profile is the configuration’s to say; the override is kept', async () => {
    const stage = await setStage()
    const profile = { ...stage.world.profile, ...live, gateway: undefined } as unknown as MerchantProfile
    const node = await stage.node({ configured: [profile] })
    expect(node.engine.gate(profileId).open).toBe(false)
    await goLive(node.directory, { profileId, actor, overrideReason: 'tested' })
    expect(node.engine.gate(profileId).open).toBe(true)
    const again = await stage.node({ configured: [profile] })
    expect(again.engine.gate(profileId).open).toBe(true)
  })
})

test('several partners in one service see nothing of each other', async () => {
  const stage = await setStage()
  const { directory, engine } = await stage.node()
  const partners = { east: '2088000000000011', west: '2088000000000022' } as const
  for (const [id, partner] of Object.entries(partners)) {
    await stage.control(`partners/${partner}`, { md5Key: id.charAt(0).repeat(32) })
    const settings = settingsOf(stage, { partner })
    await createStoredProfile(directory, { profileId: id, actor, settings, key: keyOf(id.charAt(0)) })
  }
  const email = 'agent@example.com'
  await stage.control(`accounts/${email}`, { autoDebit: true, autoRefund: true, state: 'normal', certificate: true })
  const by = { by: 'email', email } as const
  const check = await engine.check({ profileId: 'east', agreement: by, actor: 'cli' })
  expect(check.outcome.outcome).toBe('signed')
  const { agreement } = check

  expect(await engine.agreement('west', by)).toBeUndefined()
  expect(await engine.agreement('west', { by: 'id', id: agreement?.id ?? '' })).toBeUndefined()
  const { store } = stage.world
  for (const [id, count] of [
    ['east', 1],
    ['west', 0],
  ] as const) {
    expect((await store.agreements({ profileId: id, limit: 10 })).rows).toHaveLength(count)
    expect((await store.events({ profileId: id, limit: 10 })).rows).toHaveLength(count)
    const { rows } = await store.operations({ profileId: id, limit: 50 })
    expect(new Set(rows.map((row) => row.profileId))).toEqual(new Set([id]))
  }
  const shared = { store, clock: stage.world.clock, random: (bytes: number) => new Uint8Array(bytes), nodeName: 'a' }
  await createAccess(shared).createApiKey({ profileId: 'east', name: 'site', actor: 'cli' })
  expect(await store.apiKeys('west')).toEqual([])

  // One partner's key is no other's, and his trouble is his own.
  await stage.control(`partners/${partners.west}`, { md5Key: 'another0another0another0another0' })
  const refused = await engine.check({ profileId: 'west', agreement: by, actor: 'cli' })
  expect(refused.outcome).toMatchObject({ code: 'ILLEGAL_SIGN' })
  expect((await engine.profileStatus('west')).pause).not.toBeNull()
  expect((await engine.profileStatus('east')).pause).toBeNull()
})
