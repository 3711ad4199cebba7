import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import { probeStagedKey } from 'paycircle-server/engine'
import {
  keepTime,
  offersWayBack,
  returnKey,
  stageKey,
  standing,
  switchKey,
  watchEveryMs,
  watchProfiles,
} from 'paycircle-server/profiles'
import { idle } from '../engine/idle.js'
import { hour, keyText, profileId, storeWith } from '../engine/world.js'
import { newKey, newKeyText, oldKey, partner, setStage, type Node, type Stage } from './stage.js'

const email = 'agent@example.com'
const actor = 'operator:wang'
const act = { profileId, actor } as const
const ask = { profileId, agreement: { by: 'email', email }, actor: 'cli', force: true, reason: 'test' } as const
const day = 24 * hour

const standingOn = ({ directory }: Node) => {
  const entry = directory.entries.get(profileId)
  if (entry === undefined) throw new Error('the profile is served')
  return standing(entry)
}
const probe = ({ engine, directory }: Node) => probeStagedKey(engine, directory, { profileId, email, actor })
const kinds = async ({ world }: Stage) => (await world.log()).map(({ kind }) => kind)

async function signedAgent(stage: Stage): Promise<void> {
  await stage.control(`accounts/${email}`, { autoDebit: true, autoRefund: true, state: 'normal', certificate: true })
}

describe('a key that takes the place of another', () => {
  test('waits sealed, is tried, is switched to, and the next call is signed with it', async () => {
    const stage = await setStage()
    await signedAgent(stage)
    const node = await stage.node()
    await stageKey(node.directory, { ...act, key: newKey })
    expect(standingOn(node)).toMatchObject({ active: oldKey.fingerprint(), staged: newKey.fingerprint(), probe: null })
    expect((await node.engine.check(ask)).outcome.outcome).toBe('signed')

    await probe(node)
    expect(standingOn(node).probe).toMatchObject({ code: 'ILLEGAL_SIGN', suggests: 'wrong-or-not-active' })
    // What a query with a key brings that is not in use says nothing of the profile.
    expect((await node.engine.profileStatus(profileId)).pause).toBeNull()

    await stage.control(`partners/${partner}`, { md5Key: newKeyText })
    await probe(node)
    expect(standingOn(node).probe).toMatchObject({ outcome: 'signed', suggests: 'accepted' })
    await switchKey(node.directory, { ...act, reason: 'Alipay issued a new one' })
    expect(standingOn(node)).toMatchObject({
      active: newKey.fingerprint(),
      staged: null,
      previous: oldKey.fingerprint(),
      backUntil: stage.world.clock.now() + 14 * day,
    })
    expect((await node.engine.check(ask)).outcome.outcome).toBe('signed')
    expect(await kinds(stage)).toEqual([
      'key.staged',
      'query.intended',
      'query.answered',
      'key.probe-intended',
      'key.probed',
      'key.probe-intended',
      'key.probed',
      'key.switched',
      'query.intended',
      'query.answered',
    ])
  })

  test('stands nowhere in clear: not in the store, not in the log, not in what the profile shows', async () => {
    const stage = await setStage()
    const node = await stage.node()
    await stageKey(node.directory, { ...act, key: newKey })
    await switchKey(node.directory, { ...act, reason: `the new one is ${newKeyText}` })
    const shown = JSON.stringify([await stage.world.log(), [...node.directory.entries.values()]])
    expect(shown).toContain(newKey.fingerprint())
    for (const path of [stage.world.path, `${stage.world.path}-wal`]) {
      const bytes = readFileSync(path).toString('latin1')
      for (const text of [newKeyText, keyText]) {
        expect(bytes).not.toContain(text)
        expect(shown).not.toContain(text)
      }
    }
  })

  test('that Alipay refuses stops the profile and offers the way back, and never flips by itself', async () => {
    const stage = await setStage()
    await signedAgent(stage)
    const node = await stage.node()
    await stageKey(node.directory, { ...act, key: newKey })
    await switchKey(node.directory, act)
    expect((await node.engine.check(ask)).outcome).toMatchObject({ outcome: 'refused', code: 'ILLEGAL_SIGN' })
    const { pause } = await node.engine.profileStatus(profileId)
    expect(offersWayBack(standingOn(node), pause)).toBe(true)
    await keepTime(node.directory)
    expect(standingOn(node).active).toBe(newKey.fingerprint())
    expect((await stage.world.events()).map(({ type }) => type)).toContain('profile.paused')

    await returnKey(node.directory, { ...act, reason: 'ILLEGAL_SIGN' })
    expect(standingOn(node)).toMatchObject({
      active: oldKey.fingerprint(),
      staged: newKey.fingerprint(),
      previous: null,
    })
    await node.engine.resumeProfile({ profileId, reason: 'old key again', actor: 'cli' })
    expect((await node.engine.check(ask)).outcome.outcome).toBe('signed')
    await expect(returnKey(node.directory, { ...act, reason: 'again' })).rejects.toMatchObject({ code: 'no-way-back' })
  })

  test('is switched to at its time, once, and every node signs with it within seconds', async () => {
    const stage = await setStage()
    const [one, two] = [await stage.node(), await stage.node({ nodeName: 'node-b' })]
    await stageKey(one.directory, { ...act, key: newKey })
    await switchKey(one.directory, { ...act, at: stage.world.clock.now() + hour, backDays: 3 })
    const troubles: unknown[] = []
    const stops = [one, two].map(({ directory }) => watchProfiles(directory, (error) => troubles.push(error)))
    const pass = async (ms: number) => {
      stage.world.clock.advance(ms)
      for (let turn = 0; turn < 5; turn++) await idle()
    }
    for (let look = 0; look < 3; look++) await pass(watchEveryMs)
    expect(two.engine.profiles.get(profileId)?.key.fingerprint()).toBe(oldKey.fingerprint())
    await pass(hour)
    for (let look = 0; look < 3; look++) await pass(watchEveryMs)
    for (const { engine } of [one, two]) {
      expect(engine.profiles.get(profileId)?.key.fingerprint()).toBe(newKey.fingerprint())
    }
    expect((await kinds(stage)).filter((kind) => kind === 'key.switched')).toHaveLength(1)
    await pass(3 * day)
    for (let look = 0; look < 3; look++) await pass(watchEveryMs)
    expect((await kinds(stage)).filter((kind) => kind === 'key.forgotten')).toHaveLength(1)
    expect((await stage.world.store.sealedSecrets('', 10)).map(({ place }) => place)).toEqual([
      `profile-key/${profileId}/${newKey.fingerprint()}`,
    ])
    await Promise.all(stops.map((stop) => stop()))
    expect(troubles).toEqual([])
  })

  test('gives way to a key file that holds a third one', async () => {
    const stage = await setStage()
    const node = await stage.node()
    await stageKey(node.directory, { ...act, key: newKey })
    await switchKey(node.directory, act)
    const third = Secret.fromText('th1rdk3yth1rdk3yth1rdk3yth1rdk3y')
    await node.directory.configure([{ ...stage.world.profile, key: third }])
    expect(node.engine.profiles.get(profileId)?.key).toBe(third)
    // The file was brought to the key that was switched to: the same one is in use.
    await node.directory.configure([{ ...stage.world.profile, key: Secret.fromText(newKeyText) }])
    expect(node.engine.profiles.get(profileId)?.key.fingerprint()).toBe(newKey.fingerprint())
  })

  test('is refused where it is no key, is in use, or nothing waits', async () => {
    const { directory } = await (await setStage()).node()
    for (const text of ['', ' ', `${newKeyText}\n`, 'th1rdk3y th1rdk3y']) {
      const staged = stageKey(directory, { ...act, key: Secret.fromText(text) })
      await expect(staged).rejects.toMatchObject({ code: 'key-malformed' })
    }
    await expect(stageKey(directory, { ...act, key: oldKey })).rejects.toMatchObject({ code: 'key-already-used' })
    await expect(switchKey(directory, act)).rejects.toMatchObject({ code: 'key-not-staged' })
    await stageKey(directory, { ...act, key: newKey })
    for (const at of [0, 91 * day + directory.clock.now()]) {
      await expect(switchKey(directory, { ...act, at })).rejects.toMatchObject({ code: 'switch-time-malformed' })
    }
  })
})

describe('a crash at any step of a rotation', () => {
  const steps = ['stage', 'probe', 'switch', 'back'] as const
  const carryOut = (node: Node, step: (typeof steps)[number]): Promise<unknown> => {
    if (step === 'stage') return stageKey(node.directory, { ...act, key: newKey })
    if (step === 'probe') return probe(node)
    return step === 'switch' ? switchKey(node.directory, act) : returnKey(node.directory, { ...act, reason: 'back' })
  }

  test.each(steps.flatMap((step) => (['before', 'after'] as const).map((moment) => [step, moment] as const)))(
    '%s, %s its commit, leaves a rotation that goes on',
    async (crashing, moment) => {
      const stage = await setStage()
      for (const step of steps) {
        if (step === crashing) {
          let crashed = false
          const store = storeWith(stage.world.store, {
            async commit(unit) {
              if (!unit.writes.some(({ write }) => write === 'put-profile-document'))
                return stage.world.store.commit(unit)
              if (moment === 'after') await stage.world.store.commit(unit)
              crashed = true
              throw new Error('power cut')
            },
          })
          await expect(carryOut(await stage.node({ store }), step)).rejects.toThrow('power cut')
          expect(crashed).toBe(true)
        }
        // The next process, or another node; what was committed is not done again.
        const node = await stage.node()
        const isDone = crashing === step && moment === 'after' && step !== 'probe'
        if (!isDone) await carryOut(node, step)
      }
      const node = await stage.node()
      expect(standingOn(node)).toMatchObject({ active: oldKey.fingerprint(), staged: newKey.fingerprint() })
      expect(node.engine.profiles.get(profileId)?.key.fingerprint()).toBe(oldKey.fingerprint())
      const keysKept = (await stage.world.store.sealedSecrets('', 10)).map(({ place }) => place.split('/')[2])
      expect(keysKept).toEqual([oldKey.fingerprint(), newKey.fingerprint()].sort())
      for (const kind of ['key.staged', 'key.switched', 'key.returned']) {
        expect((await kinds(stage)).filter((one) => one === kind)).toHaveLength(1)
      }
    },
  )
})
