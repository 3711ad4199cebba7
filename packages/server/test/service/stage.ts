import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { request as send, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ManualClock, Secret, type Clock } from 'paycircle/internal/base'
import { createAccess, type Access } from 'paycircle-server/access'
import { createDelivery, noPrivateNetworks, withEventBell, type Delivery } from 'paycircle-server/delivery'
import { createEngine, type Engine, type EngineOptions } from 'paycircle-server/engine'
import { createDirectory, createProfile, type Directory, type MerchantProfile } from 'paycircle-server/profiles'
import { createSealing } from 'paycircle-server/sealing'
import { createMetrics, createService, type Service, type ServiceOptions } from 'paycircle-server/service'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import type { Store } from 'paycircle-server/store/port'
import { cheapPasswords } from '../access/world.js'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { expect } from 'vitest'
import { faultsOfAnswer } from './api-description.js'

const partner = '2088000000000001'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface Request {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** A whole service on real sockets and a real store, with a real simulator on the other side. */
export interface Stage {
  readonly service: Service
  readonly engine: Engine
  readonly store: Store
  readonly access: Access
  readonly directory: Directory
  readonly delivery: Delivery
  readonly simulator: Simulator
  readonly clock: Clock
  readonly origin: string
  readonly profile: MerchantProfile
  /** A key of the profile `demo`. */
  readonly apiKey: string
  call(path: string, request?: Request): Promise<Answer>
  /** With the API key, JSON in and out. */
  api(
    path: string,
    body?: unknown,
    request?: Request,
  ): Promise<{ status: number; headers: IncomingHttpHeaders; json: Body }>
  /** As a browser posts a form from a page of ours. */
  post(
    path: string,
    fields?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>
  /** A start link's token. */
  startSigning(email: string, more?: { returnTo?: string; scope?: 'both' | 'auto-refund' }): Promise<string>
  close(): Promise<void>
}

/** Members that tests look at by name; whole answers are read by their schemas. */
export interface Body {
  readonly id: string
  readonly code: string
  readonly outcome: string
  readonly remedy: string
  readonly startUrl: string
  readonly items: readonly { readonly email: string; readonly actor: string; readonly details: object }[]
}

export interface StageOptions {
  readonly clock?: Clock
  readonly sandbox?: boolean
  readonly profile?: Partial<MerchantProfile>
  readonly moreProfiles?: readonly Partial<MerchantProfile>[]
  readonly service?: Partial<ServiceOptions>
  readonly host?: string
  readonly storeAround?: (store: Store) => Store
  readonly delivery?: Partial<Parameters<typeof createDelivery>[0]>
  readonly gate?: EngineOptions['gate']
  readonly access?: Partial<Parameters<typeof createAccess>[0]>
}

export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'paycircle-service-'))
  const clock = options.clock ?? new ManualClock(Date.UTC(2026, 10, 22, 6, 0, 0))
  const key = Secret.fromText(randomBytes(16).toString('hex'))
  const simulator = await startSimulator({ partners: [{ partner, md5Key: key }] })
  const opened = await openSqliteStore({
    path: join(folder, 'store.db'),
    writerName: 'test',
    clock,
    random: randomBytes,
    writer: 'in-thread',
  })
  const { store, bell } = withEventBell(options.storeAround?.(opened) ?? opened)
  const base = {
    id: 'demo',
    name: '示例商旅',
    partner,
    key,
    gateway: simulator.gatewayUrl,
    contact: { name: '王芳', phone: '021-5555 0100', email: 'wangfang@example.com' },
    returnOrigins: ['https://platform.example.com'],
  }
  const profile = createProfile({ ...base, ...options.profile })
  const others = (options.moreProfiles ?? []).map((more) => createProfile({ ...base, ...more }))
  const shared = { store, clock, random: randomBytes, nodeName: 'test' }
  // The clock stands still, so no call may wait for its turn.
  const engine = createEngine({
    ...shared,
    profiles: [profile, ...others],
    limits: { callSpacingMs: 0 },
    ...(options.gate === undefined ? {} : { gate: options.gate }),
  })
  const access = createAccess({ ...shared, passwordCost: cheapPasswords, ...options.access })
  const { privateKey } = generateKeyPairSync('ed25519')
  const sealing = createSealing({ keys: [{ id: '0123456789abcdef', privateKey }], random: randomBytes })
  const directory = createDirectory({ ...shared, sealing, configured: [profile, ...others] })
  const rulesOf = () => ({ sandbox: options.sandbox !== false, privateNetworks: noPrivateNetworks })
  const delivery = createDelivery({ ...shared, sealing, rulesOf, ...options.delivery })
  bell.listen(delivery.wake)
  await directory.refresh()
  directory.listen((profiles) => engine.replaceProfiles(profiles))
  const service = await createService({
    engine,
    store,
    access,
    directory,
    delivery,
    bell,
    clock,
    nodeName: 'test',
    metrics: await createMetrics(),
    // The clock stands still, and so would whoever has used up his calls.
    rateLimits: { perKey: 0, perAddress: 0 },
    ...(options.sandbox === false ? {} : { sandbox: sandboxOf(simulator) }),
    ...options.service,
  })
  const { url, port } = await service.listen({ host: options.host ?? '127.0.0.1', port: 0 })
  const { key: apiKey } = await access.createApiKey({ profileId: 'demo', name: 'tests', actor: 'cli' })
  const origin = `http://127.0.0.1:${port}`
  const call = async (path: string, request?: Request) => {
    const answer = await callAt(origin, path, request)
    // Whatever a test is about, every answer of the interface is one that its description promises.
    expect(faultsOfAnswer(request?.method ?? 'GET', path, answer)).toEqual([])
    return answer
  }
  return {
    service,
    engine,
    store,
    access,
    directory,
    delivery,
    simulator,
    clock,
    origin: options.service?.publicUrl === undefined ? url : origin,
    profile,
    apiKey,
    call,
    async api(path, body, { method, headers } = {}) {
      const isJson = body !== undefined
      const answer = await call(path, {
        method: method ?? (isJson ? 'POST' : 'GET'),
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(isJson ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(isJson ? { body: JSON.stringify(body) } : {}),
      })
      return { status: answer.status, headers: answer.headers, json: JSON.parse(answer.text) as Body }
    },
    post(path, fields = {}, headers = {}) {
      return call(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin,
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
        body: new URLSearchParams(fields).toString(),
      })
    },
    async startSigning(email, more = {}) {
      const { token } = await engine.startSigning({ profileId: 'demo', email, actor: 'cli', ...more })
      return token
    },
    async close() {
      await service.close()
      await delivery.stop()
      await engine.stop()
      await store.close()
      await simulator.close()
      await rm(folder, { recursive: true })
    },
  }
}

function sandboxOf(simulator: Simulator) {
  return {
    profileId: 'demo',
    simulatorOrigins: [simulator.gatewayOrigin, simulator.pageOrigin],
    simulatorUrl: simulator.gatewayOrigin,
    demoAgents: [
      { email: 'agent@example.com', note: { en: 'Has signed nothing yet.', zh: '尚未签约。' } },
      { email: 'signed@example.com', note: { en: 'Has signed both halves.', zh: '两项均已签约。' } },
      {
        email: 'agent+system-error@example.com',
        note: { en: 'The first call ends in SYSTEM_ERROR.', zh: '首次调用返回 SYSTEM_ERROR。' },
      },
    ],
  }
}

/** One request over a socket of its own, with exactly these headers; `fetch` would not let some of them through. */
export function callAt(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body }: Request = {},
): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const request = send({ hostname, port, path, method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}
