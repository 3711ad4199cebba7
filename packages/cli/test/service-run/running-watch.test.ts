import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { mkdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ManualClock, Secret } from 'paycircle/internal/base'
import type { AlarmChannel } from 'paycircle-server/alarms'
import { createProfile, type MerchantProfileInput } from 'paycircle-server/profiles'
import { resealSecrets } from 'paycircle-server/custody'
import { createSealing } from 'paycircle-server/sealing'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storePlace } from '../../src/configuration/index.js'
import { sandboxCustodySettings, type CustodySettings } from '../../src/custody/index.js'
import { runService, type ServiceRun } from '../../src/service-run/index.js'
import { newFolder } from '../program.js'

const minute = 60_000
const hour = 60 * minute

const merchant: MerchantProfileInput = {
  id: 'default',
  name: '示例商旅',
  partner: '2088000000000001',
  key: Secret.fromText('k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'),
  mode: 'test',
  accountClass: 'contracted',
  contact: { name: '王芳', phone: '021-5555 0100' },
}

let clock: ManualClock
let run: ServiceRun
let anchors: string
let keys: CustodySettings['keys']
let told: string[]

beforeEach(async () => {
  clock = new ManualClock(Date.UTC(2026, 10, 26, 6))
  told = []
  const channel: AlarmChannel = {
    name: 'notebook',
    send({ kind, rule }) {
      told.push(`${kind} ${rule ?? ''}`)
      return Promise.resolve()
    },
  }
  const folder = newFolder()
  const place = storePlace({ data: folder })
  if (place === undefined) throw new Error('the folder is a place for a store')
  const custody = sandboxCustodySettings(place.path)
  keys = custody.keys
  anchors = join(folder, 'anchors.jsonl')
  run = await runService({
    place,
    // In this thread, because a thread of its own cannot run the sources.
    openStore: ({ path }) =>
      openSqliteStore({ path, writerName: 'main', clock, random: randomBytes, writer: 'in-thread' }),
    profiles: [createProfile(merchant)],
    clock,
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    custody,
    logLevel: 'error',
    alarmChannels: [channel],
  })
})
afterEach(() => run.close())

/** Lets the time go by, a step at a time, until it has come about; sockets and the store have their say in between. */
async function passUntil(condition: () => Promise<boolean>, stepMs: number): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) {
    if (await condition()) return
    for (let breath = 0; breath < 4; breath++) await new Promise((resolve) => setTimeout(resolve, 1))
    clock.advance(stepMs)
  }
  throw new Error(`it never came about; told: ${told.join(', ')}`)
}

const isOpen = async (rule: string) => (await run.store.openAlarms(50)).some((row) => row.rule === rule)
const opens = (rule: string, stepMs = minute) => passUntil(() => isOpen(rule), stepMs)
const closes = (rule: string) => passUntil(async () => !(await isOpen(rule)), minute)
const heardOf = (rule: string) => told.filter((one) => one.endsWith(` ${rule}`) && !one.startsWith('reminder'))

describe('the watch of a running service', () => {
  it('tells of events that were given up, and that it is over once they are delivered', async () => {
    let status = 500
    const receiver = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(status).end())
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const { port } = receiver.address() as AddressInfo
    await run.reload([createProfile({ ...merchant, mode: 'sandbox', gateway: 'http://127.0.0.1:9/gateway.do' })])
    const caller = { profileId: 'default', actor: 'api-key:tests' }
    const { webhook } = await run.delivery.create({ ...caller, url: `http://127.0.0.1:${port}/events` })
    const row = { id: 'evt_1', profileId: 'default', agreementId: null, type: 'profile.paused', payload: '{}' }
    const write = { write: 'insert-event', row: { ...row, createdAt: clock.now() } } as const
    await run.store.commit({ guards: [], writes: [write], log: [] })
    run.delivery.wake()
    await opens('deliveries-dead', 10 * minute)
    expect((await run.store.delivery(`${webhook.id}/evt_1`))?.attempts).toBe(13)
    await passUntil(() => Promise.resolve(heardOf('deliveries-dead').length > 0), minute)
    status = 204
    expect(await run.delivery.replayDead(caller, webhook.id)).toEqual({ deliveries: 1, left: false })
    await expect.poll(async () => (await run.store.delivery(`${webhook.id}/evt_1`))?.state).toBe('delivered')
    await closes('deliveries-dead')
    await passUntil(() => Promise.resolve(heardOf('deliveries-dead').length > 1), minute)
    expect(heardOf('deliveries-dead')).toEqual(['opened deliveries-dead', 'resolved deliveries-dead'])
    receiver.close()
    receiver.closeAllConnections()
  }, 120_000)

  it('tells of webhooks whose secret another key has sealed, and that it is over once this one’s has', async () => {
    await run.delivery.create({ profileId: 'default', actor: 'cli', url: 'https://203.0.114.1/events' })
    const { privateKey } = generateKeyPairSync('ed25519')
    const other = { id: '00000000000000bb', privateKey }
    const own = keys?.privateKeys ?? []
    const node = { store: run.store, clock, random: randomBytes, nodeName: 'elsewhere' }
    const resealBy = (present: typeof own) =>
      resealSecrets(node, createSealing({ keys: present, random: randomBytes }), 'cli')
    expect(await resealBy([other, ...own])).toMatchObject({ resealed: 1 })
    await opens('webhook-secrets-unopened')
    expect(await resealBy([...own, other])).toMatchObject({ resealed: 1 })
    await closes('webhook-secrets-unopened')
    await passUntil(() => Promise.resolve(heardOf('webhook-secrets-unopened').length > 1), minute)
    expect(heardOf('webhook-secrets-unopened')).toEqual([
      'opened webhook-secrets-unopened',
      'resolved webhook-secrets-unopened',
    ])
  }, 120_000)

  it('tells of seals that nobody could write down for an hour, and that it is over once they are', async () => {
    // The file of the anchors cannot be written: a folder stands in its place.
    rmSync(anchors, { force: true })
    mkdirSync(anchors)
    await run.engine.pauseProfile({ profileId: 'default', reason: 'maintenance', actor: 'cli' })
    const since = clock.now()
    await opens('seals-not-exported')
    expect(clock.now() - since).toBeGreaterThanOrEqual(hour)
    rmSync(anchors, { recursive: true })
    await closes('seals-not-exported')
    await passUntil(() => Promise.resolve(heardOf('seals-not-exported').length > 1), minute)
    expect(heardOf('seals-not-exported')).toEqual(['opened seals-not-exported', 'resolved seals-not-exported'])
  }, 120_000)
})
