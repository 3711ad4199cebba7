import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import type { OperationRecord } from 'paycircle-server/ledger'
import { verifyLog, type StoreReader } from 'paycircle-server/store/port'
import { openSqliteReader } from 'paycircle-server/store/sqlite'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { startService, type ServiceProcess } from './service-process.js'

/** `PAYCIRCLE_KILL_ROUNDS=50` for the long proof. */
const rounds = Number(process.env.PAYCIRCLE_KILL_ROUNDS ?? 5)
const callers = 8

const key = 'k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'
const partner = '2088000000000001'
/** Each agent is asked about while the load runs, and only in one round. */
const askedIn = (round: number) => [1, 2, 3].map((number) => `asked-${round}-${number}@example.com`)
const emailOf = (number: number) => `agent-${number}@example.com`

let folder: string
let simulator: Simulator
let settings: Readonly<Record<string, string>>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paycircle-kill-'))
  const keyFile = join(folder, 'key.txt')
  writeFileSync(keyFile, key, { mode: 0o600 })
  const asked = Array.from({ length: rounds }, (_, round) => askedIn(round)).flat()
  simulator = await startSimulator({
    gatewayPort: 0,
    pagePort: 0,
    partners: [{ partner, md5Key: Secret.fromText(key) }],
    accounts: asked.map((email) => ({ email, autoDebit: true, autoRefund: true })),
  })
  settings = {
    PAYCIRCLE_PARTNER: partner,
    PAYCIRCLE_KEY_FILE: keyFile,
    PAYCIRCLE_GATEWAY: simulator.gatewayUrl,
    PAYCIRCLE_DATA: join(folder, 'data'),
    PAYCIRCLE_CONTACT_NAME: '王芳',
    PAYCIRCLE_CONTACT_PHONE: '021-5555 0100',
  }
})

afterAll(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Everything that callers were told, over all rounds. */
const signings = new Map<number, string>()
const checks = new Map<string, string>()
/** Requests to start that got no answer: done or not, nobody was told. */
const unanswered = new Set<number>()
let next = 1

function post(service: ServiceProcess, path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(service.url + path, {
    method: 'POST',
    headers: { authorization: service.authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

async function start(service: ServiceProcess, number: number): Promise<string> {
  const email = emailOf(number)
  const answer = await post(service, '/v1/signings', { email }, { 'idempotency-key': `key-${number}` })
  expect(answer.status).toBe(201)
  const { id, startUrl } = (await answer.json()) as { readonly id: string; readonly startUrl: string }
  signings.set(number, id)
  unanswered.delete(number)
  return startUrl
}

/** Starts signings and departs, one after the other, until the service is gone. */
async function call(service: ServiceProcess, acknowledged: () => void): Promise<void> {
  for (;;) {
    const number = next++
    unanswered.add(number)
    try {
      const startUrl = await start(service, number)
      acknowledged()
      await fetch(startUrl, { method: 'POST', redirect: 'manual', headers: { origin: service.url } })
    } catch (error) {
      if (error instanceof TypeError) return
      throw error
    }
  }
}

/** Queries of the same round, which the pace keeps apart. */
async function ask(service: ServiceProcess, round: number): Promise<void> {
  for (const email of askedIn(round)) {
    const answer = await post(service, `/v1/agreements/${email}/check`, {}).catch(() => undefined)
    if (answer?.status !== 200) return
    const read = (await answer.json().catch(() => undefined)) as { readonly operationId: string } | undefined
    if (read !== undefined) checks.set(read.operationId, email)
  }
}

async function killUnderLoad(service: ServiceProcess, round: number): Promise<void> {
  const enough = 60 + ((round * 37) % 120)
  let count = 0
  const loads = Array.from({ length: callers }, () =>
    call(service, () => {
      if (++count === enough) void service.kill()
    }),
  )
  await Promise.all([...loads, ask(service, round)])
  await service.kill()
}

async function recordsOf(store: StoreReader, kind: string): Promise<readonly OperationRecord[]> {
  const found: OperationRecord[] = []
  let cursor: string | undefined
  do {
    const page = await store.operations({ kind, limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.rows)
    cursor = page.next
  } while (cursor !== undefined)
  return found
}

const countBy = (records: readonly OperationRecord[], key: (record: OperationRecord) => unknown) => {
  const counts = new Map<unknown, number>()
  for (const record of records) counts.set(key(record), (counts.get(key(record)) ?? 0) + 1)
  return counts
}

async function expectNothingLostOrDoubled(): Promise<void> {
  const store = await openSqliteReader({ path: join(folder, 'data', 'paycircle.sqlite') })
  try {
    expect(await verifyLog(store)).toMatchObject({ ok: true })
    for (const [number, id] of signings) {
      const signing = await store.signing(id)
      expect(signing, `signing ${number} was acknowledged`).toBeDefined()
      expect((await store.agreement(signing?.agreementId ?? ''))?.account).toBe(emailOf(number))
    }
    const started = countBy(await recordsOf(store, 'signing.started'), ({ account }) => account)
    expect([...started.values()].filter((count) => count !== 1)).toEqual([])
    expect(started.size).toBe(signings.size)
    const intended = await recordsOf(store, 'query.intended')
    const answered = new Set((await recordsOf(store, 'query.answered')).map(({ operationId }) => operationId))
    for (const [operationId, email] of checks) expect(answered, email).toContain(operationId)
    const asked = simulator.requests().filter(({ service }) => service === 'query_customer_protocol')
    const seen = new Map<string, number>()
    for (const { parameters } of asked) {
      const email = parameters.find(({ name }) => name === 'user_email')?.value ?? ''
      seen.set(email, (seen.get(email) ?? 0) + 1)
    }
    const intents = countBy(intended, ({ account }) => account)
    for (const [email, count] of seen) expect(intents.get(email) ?? 0, email).toBeGreaterThanOrEqual(count)
    // What was intended and not answered is due again, so that its answer is not lost either.
    for (const { operationId, agreementId } of intended) {
      if (answered.has(operationId)) continue
      const row = await store.agreement(agreementId ?? '')
      expect(row?.leaseToken !== operationId || row.nextCheckAt !== null).toBe(true)
    }
  } finally {
    await store.close()
  }
}

it(
  `kill -9 under load, ${rounds} times: nothing acknowledged is lost, nothing is done twice`,
  async () => {
    let service = await startService(settings)
    for (let round = 0; round < rounds; round++) {
      await killUnderLoad(service, round)
      expect(service.process.signalCode).toBe('SIGKILL')
      service = await startService(settings)
      // Who was not answered asks again with the same key.
      for (const number of [...unanswered]) await start(service, number)
      await expectNothingLostOrDoubled()
    }
    expect(await service.stop()).toBe(0)
    await expectNothingLostOrDoubled()
    expect(signings.size).toBeGreaterThan(rounds * 50)
    expect(checks.size).toBeGreaterThan(0)
  },
  60_000 + rounds * 15_000,
)
