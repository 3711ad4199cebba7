import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret, systemClock } from 'paycircle/internal/base'
import { createEngine, type Engine } from 'paycircle-server/engine'
import { createProfile } from 'paycircle-server/profiles'
import { verifyLog, type Store } from 'paycircle-server/store/port'
import { openPostgresStore } from 'paycircle-server/store/postgres'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import { demoPassword, faultMoments, faultNamed, faultTable, startSimulator, type Simulator } from 'paycircle-simulator'
import { PostgresServer } from '../../packages/server/test/store/postgres/server.js'
import { faultCases, type FaultCase } from './fault-outcomes.js'

const key = Secret.fromText('k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj')
const partner = '2088000000000000'
const profileId = 'demo'
const services = { query: 'query_customer_protocol', signing: 'sign_protocol_with_partner' } as const
type Side = keyof typeof services

/** A store to strike at, and how it is taken away again. */
interface Place {
  readonly store: Store
  remove(): Promise<void>
}

const common = { writerName: 'node-a', clock: systemClock, random: randomBytes }

const places: Readonly<Record<'SQLite' | 'PostgreSQL', () => Promise<Place>>> = {
  async SQLite() {
    const folder = mkdtempSync(join(tmpdir(), 'paycircle-faults-'))
    const store = await openSqliteStore({ ...common, path: join(folder, 'store.sqlite'), writer: 'in-thread' })
    return {
      store,
      async remove() {
        await store.close()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  },
  async PostgreSQL() {
    const server = await PostgresServer.start()
    const store = await openPostgresStore({ ...common, url: await server.newDatabase() })
    return {
      store,
      async remove() {
        await store.close()
        await server.dispose()
      },
    }
  },
}

let place: Place
let store: Store
let simulator: Simulator
let engine: Engine
/** Another profile, whose gateway nobody listens on. */
let unreachable: string

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

function control(path: string, body: object): Promise<Response> {
  return fetch(`${simulator.gatewayOrigin}/_simulator/${path}`, { method: 'PUT', body: JSON.stringify(body) })
}

async function errorCodeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { readonly error: { readonly code: string } }).error.code
}

const check = (email: string, profile = profileId) =>
  engine.check({
    profileId: profile,
    agreement: { by: 'email', email },
    force: true,
    reason: 'part of the test',
    actor: 'cli',
  })

/** The combinations that can be had, as the simulator's own table does not say them. */
const possible = (side: Side) =>
  faultCases.flatMap((one) =>
    faultMoments.flatMap((moment) => (one.cannot[side]?.[moment] === undefined ? [{ ...one, moment }] : [])),
  )

describe.each(Object.keys(places) as (keyof typeof places)[])('on %s', (kind) => {
  beforeAll(async () => {
    place = await places[kind]()
    store = place.store
    simulator = await startSimulator({ gatewayPort: 0, pagePort: 0, partners: [{ partner, md5Key: key }] })
    unreachable = `http://127.0.0.1:${await closedPort()}/gateway.do`
    const profileOf = (id: string, gateway: string) =>
      createProfile({ id, name: id, partner, key, gateway, contact: { name: '王芳', phone: '021-5555 0100' } })
    engine = createEngine({
      store,
      clock: systemClock,
      random: randomBytes,
      nodeName: 'node-a',
      profiles: [profileOf(profileId, simulator.gatewayUrl), profileOf('unreachable', unreachable)],
      limits: { callMs: 400, leaseMs: 2000, callSpacingMs: 0, gatewaySpacingMs: 0 },
    })
  })

  afterAll(async () => {
    await engine.stop()
    await simulator.close()
    await place.remove()
  })

  it('every fault of the simulator is here, and no other', () => {
    const rows = faultCases.map(({ fault }) => faultNamed(fault)?.row)
    expect(new Set(rows)).toEqual(new Set(faultTable))
  })

  it('the combinations that cannot be are those that the simulator refuses', async () => {
    const refused: string[] = []
    for (const { fault } of faultCases) {
      for (const [side, service] of Object.entries(services)) {
        for (const moment of faultMoments) {
          const answer = await control('faults', { service, email: 'nobody@example.com', fault, moment })
          if (!answer.ok) refused.push(`${fault} ${side} ${moment} ${await errorCodeOf(answer)}`)
        }
      }
    }
    const impossible = faultCases.flatMap(({ fault, cannot }) =>
      Object.entries(cannot).flatMap(([side, moments]) =>
        Object.keys(moments).map((moment) => `${fault} ${side} ${moment} fault-impossible`),
      ),
    )
    expect(refused.sort()).toEqual(impossible.sort())
  })

  describe('a fault that strikes a query of a signed agreement changes no state, and the next query finds the truth', () => {
    it.each(possible('query'))(
      '$fault, $moment',
      async ({ fault, moment, query, holds }: FaultCase & { moment: string }) => {
        const email = `query-${fault.replace('.', '-').toLowerCase()}-${moment}@example.com`
        await control(`accounts/${email}`, { autoDebit: true, autoRefund: true })
        expect((await check(email)).outcome).toMatchObject({ outcome: 'signed' })
        await control('faults', { service: services.query, email, fault, moment })
        const struck = await check(email)
        expect(struck.outcome).toMatchObject(query)
        expect(struck.agreement).toMatchObject({ state: 'signed', autoDebit: true, autoRefund: true })
        expect(struck.agreement?.holdCode !== null).toBe(holds)
        const [last] = simulator.requests().slice(-1)
        expect(last?.fault).toMatchObject({ moment })
        expect((await check(email)).agreement).toMatchObject({ state: 'signed', holdCode: null, attention: null })
        expect(await eventsOf(email)).toEqual(
          holds ? ['agreement.signed', 'agreement.held', 'agreement.released'] : ['agreement.signed'],
        )
      },
    )

    it('before anything is sent: nothing reaches the gateway, and nothing is held', async () => {
      const before = simulator.requests().length
      const { outcome, agreement } = await check('agent@example.com', 'unreachable')
      expect(outcome).toEqual({ outcome: 'not_sent', reason: 'connect' })
      expect(agreement).toMatchObject({ state: 'unknown', holdCode: null })
      expect(simulator.requests()).toHaveLength(before)
    })
  })

  describe('a fault that strikes the signing settles nothing: the query tells whether the agent has signed', () => {
    it.each(possible('signing'))('$fault, $moment', async ({ fault, moment }: FaultCase & { moment: string }) => {
      const email = `signing-${fault.replace('.', '-').toLowerCase()}-${moment}@example.com`
      await control(`accounts/${email}`, { certificate: true })
      await control('faults', { service: services.signing, email, fault, moment })
      const { token } = await engine.startSigning({ profileId, email, actor: 'cli' })
      const { request } = await engine.depart(token, { actor: 'agent' })
      await signOnThePage(request.url, email)
      const { outcome, agreement } = await check(email)
      const signed = moment !== 'before-commit' || fault.startsWith('slow')
      expect(outcome).toMatchObject({ outcome: signed ? 'signed' : 'not_signed' })
      expect(agreement?.state).toBe(signed ? 'signed' : 'awaiting_signer')
      expect(agreement?.holdCode).toBeNull()
      expect(await eventsOf(email)).toEqual(signed ? ['agreement.signed'] : [])
    })
  })

  it('the log of all of it is whole', async () => {
    expect(await verifyLog(store)).toMatchObject({ ok: true })
  })
})

async function eventsOf(email: string): Promise<readonly string[]> {
  const row = await store.agreementByAccount(profileId, email)
  const { rows } = await store.events({ profileId, agreementId: row?.id ?? '', limit: 20 })
  return rows.map(({ type }) => type)
}

/** What an agent's browser does, as far as the fault lets it. */
async function signOnThePage(url: string, email: string): Promise<void> {
  const visit = async (to: string, fields?: Readonly<Record<string, string>>) => {
    const body = fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }
    const response = await fetch(to, { redirect: 'manual', signal: AbortSignal.timeout(400), ...body })
    await response.arrayBuffer()
    const location = response.headers.get('location')
    return location === null ? undefined : new URL(location, to).href
  }
  try {
    const handOver = await visit(url)
    const page = handOver === undefined ? undefined : await visit(handOver)
    if (page === undefined) return
    await visit(page, { email, password: demoPassword, action: 'log-in' })
    await visit(page, { autoDebit: 'on', autoRefund: 'on', payMethod: 'credit', action: 'sign' })
  } catch {
    // A broken page is what the fault is for; what has happened, the query tells.
  }
}
