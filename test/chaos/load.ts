import { expect } from 'vitest'
import type { OperationRecord } from 'paycircle-server/ledger'
import { verifyLog, type StoreReader } from 'paycircle-server/store/port'
import type { Simulator } from 'paycircle-simulator'
import type { ServiceProcess } from './service-process.js'

/** Each agent is asked about while the load runs, and only in one round. */
export const askedIn = (round: number) => [1, 2, 3].map((number) => `asked-${round}-${number}@example.com`)

const emailOf = (number: number) => `agent-${number}@example.com`

/**
 * What a platform does to services that die under it, and all that it was told: it begins signings with keys of their
 * own, departs, asks about agents, and repeats with the same key whatever got no answer.
 */
export class Load {
  readonly signings = new Map<number, string>()
  readonly checks = new Map<string, string>()
  /** Requests to start that got no answer: done or not, nobody was told. */
  readonly #unanswered = new Set<number>()
  #next = 1

  constructor(private readonly simulator: Simulator) {}

  /** Callers that start and depart, one after the other, until they find the service gone. */
  async run(service: ServiceProcess, callers: number, acknowledged: () => void): Promise<void> {
    await Promise.all(Array.from({ length: callers }, () => this.#call(service, acknowledged)))
  }

  /** Queries of the same round, which the pace keeps apart. */
  async ask(service: ServiceProcess, round: number): Promise<void> {
    for (const email of askedIn(round)) {
      const answer = await post(service, `/v1/agreements/${email}/check`, {}).catch(() => undefined)
      if (answer?.status !== 200) return
      const read = (await answer.json().catch(() => undefined)) as { readonly operationId: string } | undefined
      if (read !== undefined) this.checks.set(read.operationId, email)
    }
  }

  /** Who was not answered asks again with the same key. */
  async repeat(service: ServiceProcess): Promise<void> {
    for (const number of [...this.#unanswered]) await this.#start(service, number)
  }

  async expectNothingLostOrDoubled(store: StoreReader): Promise<void> {
    expect(await verifyLog(store)).toMatchObject({ ok: true })
    for (const [number, id] of this.signings) {
      const signing = await store.signing(id)
      expect(signing, `signing ${number} was acknowledged`).toBeDefined()
      expect((await store.agreement(signing?.agreementId ?? ''))?.account).toBe(emailOf(number))
    }
    const started = countBy(await recordsOf(store, 'signing.started'), ({ account }) => account)
    expect([...started.values()].filter((count) => count !== 1)).toEqual([])
    expect(started.size).toBe(this.signings.size)
    const intended = await recordsOf(store, 'query.intended')
    const answered = new Set((await recordsOf(store, 'query.answered')).map(({ operationId }) => operationId))
    for (const [operationId, email] of this.checks) expect(answered, email).toContain(operationId)
    const intents = countBy(intended, ({ account }) => account)
    const seen = countBy(queriesIn(this.simulator), ({ email }) => email)
    for (const [email, count] of seen) expect(intents.get(email) ?? 0, String(email)).toBeGreaterThanOrEqual(count)
    // What was intended and not answered is due again, so that its answer is not lost either.
    for (const { operationId, agreementId } of intended) {
      if (answered.has(operationId)) continue
      const row = await store.agreement(agreementId ?? '')
      expect(row?.leaseToken !== operationId || row.nextCheckAt !== null).toBe(true)
    }
  }

  async #start(service: ServiceProcess, number: number): Promise<string> {
    const email = emailOf(number)
    const answer = await post(service, '/v1/signings', { email }, { 'idempotency-key': `key-${number}` })
    expect(answer.status).toBe(201)
    const { id, startUrl } = (await answer.json()) as { readonly id: string; readonly startUrl: string }
    this.signings.set(number, id)
    this.#unanswered.delete(number)
    return startUrl
  }

  async #call(service: ServiceProcess, acknowledged: () => void): Promise<void> {
    for (;;) {
      const number = this.#next++
      this.#unanswered.add(number)
      try {
        const startUrl = await this.#start(service, number)
        acknowledged()
        await fetch(startUrl, { method: 'POST', redirect: 'manual', headers: { origin: service.url } })
      } catch (error) {
        if (error instanceof TypeError) return
        throw error
      }
    }
  }
}

/** The queries that reached the simulator, in the order of their arrival. */
export function queriesIn(simulator: Simulator): readonly { readonly email: string; readonly at: number }[] {
  return simulator
    .requests()
    .filter(({ service }) => service === 'query_customer_protocol')
    .map(({ at, parameters }) => ({
      at: Date.parse(at),
      email: parameters.find(({ name }) => name === 'user_email')?.value ?? '',
    }))
}

function post(service: ServiceProcess, path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(service.url + path, {
    method: 'POST',
    headers: { authorization: service.authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

export async function recordsOf(store: StoreReader, kind: string): Promise<readonly OperationRecord[]> {
  const found: OperationRecord[] = []
  let cursor: string | undefined
  do {
    const page = await store.operations({ kind, limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.rows)
    cursor = page.next
  } while (cursor !== undefined)
  return found
}

function countBy<Item>(items: readonly Item[], key: (item: Item) => unknown): Map<unknown, number> {
  const counts = new Map<unknown, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}
