import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { anchorFile, createCustody, overdueSeals } from 'paycircle-server/custody'
import {
  acknowledgeAlarm,
  alarmMessages,
  alarmRules,
  createWatch,
  mailChannel,
  noticeText,
  observeClock,
  type AlarmChannel,
  type AlarmNotice,
  type WatchOptions,
} from 'paycircle-server/alarms'
import { createWorld, hour, minute, profileId, type World } from '../engine/world.js'
import { startMailServer } from './mail-server.js'

const email = 'agent@example.com'
const agreement = { by: 'email', email } as const

/** A channel that remembers, and fails while it is told to. */
function notebook() {
  const notices: AlarmNotice[] = []
  const book = { notices, fails: false }
  const channel: AlarmChannel = {
    name: 'notebook',
    send: (notice) => {
      if (book.fails) return Promise.reject(new Error('nobody reached'))
      notices.push(notice)
      return Promise.resolve()
    },
  }
  return Object.assign(book, { channel, told: () => notices.map(({ kind, rule }) => `${kind} ${rule ?? ''}`) })
}

function watchOn(world: World, channel: AlarmChannel, more: Partial<WatchOptions> = {}) {
  const { store, clock } = world
  return createWatch({ store, clock, channels: [channel], profileIds: () => [profileId], ...more })
}

async function heldWorld() {
  const world = await createWorld()
  const { engine } = world.engine()
  await engine.reportCode({ profileId, agreement, code: 'SYSTEM_ERROR', source: 'page', actor: 'cli' })
  return Object.assign(world, { first: engine })
}

describe('the watch', () => {
  test('tells once of a hold, however many nodes look and however often, and once that it is over', async () => {
    const { first, ...world } = await heldWorld()
    const book = notebook()
    const nodes = [watchOn(world, book.channel), watchOn(world, book.channel)]
    for (let time = 0; time < 3; time++) for (const node of nodes) await node.look()
    expect(book.told()).toEqual(['opened agreements-held'])
    expect(await world.store.openAlarms(10)).toMatchObject([
      { key: `agreements-held:${profileId}`, count: 1, notices: 1, acknowledgedAt: null },
    ])
    await first.release({ profileId, agreement, reason: 'settled with Alipay', actor: 'cli' })
    for (const node of nodes) await node.look()
    expect(book.told()).toEqual(['opened agreements-held', 'resolved agreements-held'])
    expect(await world.store.openAlarms(10)).toEqual([])
  })

  test('reminds at growing intervals until somebody acknowledges, and a new opening is told again', async () => {
    const { first, ...world } = await heldWorld()
    const book = notebook()
    const watch = watchOn(world, book.channel)
    const at: number[] = []
    const begin = world.clock.now()
    for (let quarter = 0; quarter < 40; quarter++) {
      const before = book.notices.length
      await watch.look()
      if (book.notices.length > before) at.push((world.clock.now() - begin) / hour)
      world.clock.advance(hour / 4)
    }
    expect(at).toEqual([0, 1, 3, 7])
    const desk = { ...world, nodeName: 'node-a' }
    expect(await acknowledgeAlarm(desk, 'agreements-held:nobody', 'operator:wang')).toBeUndefined()
    expect(await acknowledgeAlarm(desk, `agreements-held:${profileId}`, 'operator:wang')).toMatchObject({
      acknowledgedBy: 'operator:wang',
    })
    const { rows } = await world.store.operations({ profileId, kind: 'alarm.acknowledged', limit: 5 })
    expect(rows).toMatchObject([
      { actor: 'operator:wang', clockSource: 'node-a', details: { alarm: `agreements-held:${profileId}` } },
    ])
    world.clock.advance(72 * hour)
    await watch.look()
    expect(book.notices).toHaveLength(4)
    await first.release({ profileId, agreement, reason: 'settled', actor: 'cli' })
    await watch.look()
    await first.reportCode({ profileId, agreement, code: 'SYSTEM_ERROR', source: 'page', actor: 'cli' })
    await watch.look()
    expect(book.told().slice(-2)).toEqual(['resolved agreements-held', 'opened agreements-held'])
    expect(await world.store.latestAlarms(10)).toMatchObject([{ acknowledgedAt: null, notices: 1 }])
  })

  test('tries again a minute later where nobody could be reached, and says so', async () => {
    const world = await heldWorld()
    const book = notebook()
    const failures: unknown[] = []
    const watch = watchOn(world, book.channel, { onFailure: (error) => failures.push(error) })
    book.fails = true
    await watch.look()
    expect([failures.length, (await world.store.openAlarms(1))[0]?.notices]).toEqual([1, 0])
    book.fails = false
    await watch.look()
    expect(book.notices).toEqual([])
    world.clock.advance(minute)
    await watch.look()
    expect(book.notices).toHaveLength(1)
  })

  test('sees a pause, a log that was tampered with, another user, and what nobody has known for long', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const answer = (userId: string) => ({
      body: `<alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>T</refund_charge><user_id>${userId}</user_id></alipay>`,
    })
    world.gateway.will(email, answer('2088000000000001'), answer('2088000000000002'))
    for (let time = 0; time < 2; time++) await engine.check({ profileId, agreement, actor: 'cli' })
    world.gateway.will('lost@example.com', { status: 503 })
    const lost = { by: 'email', email: 'lost@example.com' } as const
    await engine.check({ profileId, agreement: lost, actor: 'cli' })
    await engine.pauseProfile({ profileId, reason: 'maintenance', actor: 'cli' })
    const book = notebook()
    const watch = watchOn(world, book.channel, { isLogWhole: () => Promise.resolve(false) })
    await watch.look()
    const soon = ['opened log-broken', 'opened profile-paused', 'opened user-changed']
    expect(book.told().sort()).toEqual(soon)
    world.clock.advance(27 * hour)
    await watch.look()
    expect(book.told()).toContain('opened unknown-for-long')
  })
})

describe('what is looked at beside profiles', () => {
  test('a node whose clock is apart is told of by its name, and only it, or its silence, ends that', async () => {
    const world = await createWorld()
    const { clock } = world
    let aheadMs = 1500
    const probe = () => Promise.resolve({ clockAheadMs: aheadMs, queuedUnits: 0 })
    const book = notebook()
    const nodeOf = (nodeName: string, ahead: boolean) =>
      watchOn(world, book.channel, {
        nodeName,
        observers: [() => observeClock(ahead ? { probe } : world.store, nodeName)],
      })
    const [one, other] = [nodeOf('node-a', true), nodeOf('node-b', false)]
    for (let time = 0; time < 2; time++) for (const node of [one, other]) await node.look()
    expect(book.notices).toMatchObject([{ kind: 'opened', rule: 'clock-skew', nodeName: 'node-a', profileId: null }])
    aheadMs = -900
    await other.look()
    expect(await world.store.openAlarms(10)).toHaveLength(1)
    await one.look()
    expect(book.told()).toEqual(['opened clock-skew', 'resolved clock-skew'])
    aheadMs = 5000
    await one.look()
    // The node is taken away before its clock was mended.
    clock.advance(10 * minute)
    await other.look()
    expect(book.told().slice(2)).toEqual(['opened clock-skew', 'resolved clock-skew'])
  })

  test('seals that are late: chains that grew without one, and seals that nobody wrote down', async () => {
    const world = await heldWorld()
    const { store, clock } = world
    expect(await overdueSeals(store, clock.now(), hour)).toBe(0)
    clock.advance(hour)
    expect(await overdueSeals(store, clock.now(), hour)).toBe(1)
    const { privateKey } = generateKeyPairSync('ed25519')
    const key = { id: '0123456789abcdef', privateKey }
    const own = { store, clock, random: randomBytes, nodeName: 'node-a', writer: 'node-a', key }
    await createCustody(own).seal()
    expect(await overdueSeals(store, clock.now(), hour)).toBe(0)
    clock.advance(hour)
    expect(await overdueSeals(store, clock.now(), hour)).toBe(1)
    await createCustody({ ...own, anchors: anchorFile(`${world.path}.anchors`) }).seal()
    expect(await overdueSeals(store, clock.now(), hour)).toBe(0)
  })

  test('a notice that nobody took is sent again under its id, and every other has one of its own', async () => {
    const { first, ...world } = await heldWorld()
    const ids: string[] = []
    let fails = true
    const channel: AlarmChannel = {
      name: 'list',
      send({ id }) {
        ids.push(id)
        return fails ? Promise.reject(new Error('away')) : Promise.resolve()
      },
    }
    const watch = watchOn(world, channel)
    await watch.look()
    world.clock.advance(minute)
    fails = false
    await watch.look()
    world.clock.advance(hour)
    await watch.look()
    await first.release({ profileId, agreement, reason: 'settled', actor: 'cli' })
    await watch.look()
    expect(ids[0]).toBe(ids[1])
    expect(new Set(ids).size).toBe(3)
    expect(ids).toHaveLength(4)
  })
})

describe('mail', () => {
  test('reaches everybody on the list, names no account, and a server that refuses is told of', async () => {
    const world = await heldWorld()
    const server = await startMailServer()
    const to = ['night@example.com', 'day@example.com']
    const options = { host: '127.0.0.1', port: server.port, secure: false, from: 'paycircle@example.com', to }
    const failures: unknown[] = []
    const onFailure = (error: unknown) => failures.push(error)
    const watch = watchOn(world, mailChannel({ ...options, language: 'en' }), { onFailure })
    await watch.look()
    await watch.test()
    expect(server.mails.map((mail) => mail.to)).toEqual([to, to])
    expect(server.mails[0]?.data).toContain(`Subject: paycircle: Alarm: agreements-held (${profileId})`)
    expect(JSON.stringify(server.mails)).not.toContain(email)
    server.refuse(true)
    world.clock.advance(hour)
    await watch.look()
    expect(failures).toHaveLength(1)
  })
})

test('every rule has words in both languages, its urgency, and a text that names the profile', () => {
  for (const rule of Object.keys(alarmRules) as (keyof typeof alarmRules)[]) {
    for (const language of ['zh', 'en'] as const) {
      const notice: AlarmNotice = {
        id: 'alm_1',
        kind: 'opened',
        rule,
        profileId: 'demo',
        nodeName: 'node-a',
        count: 3,
        openedAt: 0,
      }
      const { subject, body } = noticeText(notice, language)
      expect(subject).toContain(rule)
      expect(body).toContain(alarmMessages[language][rule](3))
      expect(body).toContain(alarmMessages[language][alarmRules[rule]])
      expect(body).toContain('demo')
      expect(body).toContain('node-a')
    }
  }
})
