import { expect } from 'vitest'
import type { OperationRecord } from 'paycircle-server/ledger'
import { verifyLog, type StoreReader } from 'paycircle-server/store/port'
import type { Simulator } from 'paycircle-simulator'
import type { ServiceProcess } from './service-process.js'

/** Each agent is asked about while the load runs, and only in one round. */
export const askedIn = (round: number) => [1, 2, 3].map((number) => `asked-${round}-${number}@example.com`)

/** So often whoever finds no node tries all of them again, before he gives up. */
const triesOfNodes = 50

/** Between two calls of a profile, over all nodes. */
const callSpacingMs = 500

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
  readonly #waiting: { readonly count: number; readonly resolve: () => void }[] = []
  #next = 1

  constructor(private readonly simulator: Simulator) {}

  /** Callers that start and depart, one after the other, until they find the service gone. */
  async run(service: ServiceProcess, callers: number, acknowledged: () => void): Promise<void> {
    await Promise.all(Array.from({ length: callers }, () => this.#call(service, acknowledged)))
  }

  /**
   * The same on a platform that knows several nodes: whoever is refused or cut off by one turns to the next with the same
   * key, as behind a balancer. Each begins another signing until `isOver`, and every one that was begun is answered.
   */
  async runOnAny(nodes: readonly ServiceProcess[], callers: number, isOver: () => boolean): Promise<void> {
    const call = async (caller: number): Promise<void> => {
      for (let turn = caller; !isOver(); turn++) {
        const number = this.#next++
        for (let attempt = 0; ; attempt++) {
          const node = nodes[(turn + attempt) % nodes.length]
          if (node === undefined) throw new Error('there is no node')
          const startUrl = await this.#startAt(node, number)
          if (startUrl === undefined && attempt < triesOfNodes * nodes.length) continue
          if (startUrl === undefined) throw new Error(`no node took signing ${number}`)
          await fetch(startUrl, { method: 'POST', redirect: 'manual', headers: { origin: node.url } }).catch(
            () => undefined,
          )
          break
        }
      }
    }
    await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
  }

  /** A query by a person, at whatever node answers. */
  async askAnywhere(nodes: readonly ServiceProcess[], email: string): Promise<void> {
    const asked = { force: true, reason: 'the platform changes its nodes' }
    for (let attempt = 0; attempt < triesOfNodes * nodes.length; attempt++) {
      const node = nodes[attempt % nodes.length]
      if (node === undefined) break
      const answer = await post(node, `/v1/agreements/${email}/check`, asked).catch(() => undefined)
      if (answer?.status !== 200) continue
      const { operationId } = (await answer.json()) as { readonly operationId: string }
      this.checks.set(operationId, email)
      return
    }
    throw new Error(`no node asked about ${email}`)
  }

  /** Resolves when so many signings have been answered. */
  until(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ count, resolve })
      this.#tell()
    })
  }

  #tell(): void {
    for (const { count, resolve } of this.#waiting) if (this.signings.size >= count) resolve()
  }

  /** Undefined where the node is gone or going. */
  async #startAt(node: ServiceProcess, number: number): Promise<string | undefined> {
    try {
      const answer = await this.#post(node, number)
      if (answer.status === 503) return undefined
      return await this.#started(answer, number)
    } catch (error) {
      if (error instanceof TypeError) return undefined
      throw error
    }
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
    // What came is counted first: while this reads, the nodes go on asking.
    const seen = countBy(queriesIn(this.simulator), ({ email }) => email)
    const intended = await recordsOf(store, 'query.intended')
    const answered = new Set((await recordsOf(store, 'query.answered')).map(({ operationId }) => operationId))
    for (const [operationId, email] of this.checks) expect(answered, email).toContain(operationId)
    const intents = countBy(intended, ({ account }) => account)
    for (const [email, count] of seen) expect(intents.get(email) ?? 0, String(email)).toBeGreaterThanOrEqual(count)
    // What was intended and not answered is due again, so that its answer is not lost either.
    for (const { operationId, agreementId } of intended) {
      if (answered.has(operationId)) continue
      const row = await store.agreement(agreementId ?? '')
      expect(row?.leaseToken !== operationId || row.nextCheckAt !== null).toBe(true)
    }
  }

  /** The pace is over committed intents; of calls, one for each thaw may come late. Q4-01 */
  async expectPace(store: StoreReader): Promise<void> {
    const moments = (await recordsOf(store, 'query.intended')).map(({ at }) => at).sort((one, other) => one - other)
    moments.forEach((at, index) => {
      const before = moments[index - 1]
      if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(callSpacingMs)
    })
    const arrivals = queriesIn(this.simulator).map(({ at }) => at)
    const windowMs = 10 * callSpacingMs
    for (const from of arrivals) {
      const within = arrivals.filter((at) => at >= from && at < from + windowMs).length
      expect(within).toBeLessThanOrEqual(windowMs / callSpacingMs + 2)
    }
  }

  async #start(service: ServiceProcess, number: number): Promise<string> {
    return this.#started(await this.#post(service, number), number)
  }

  #post(service: ServiceProcess, number: number): Promise<Response> {
    return post(service, '/v1/signings', { email: emailOf(number) }, { 'idempotency-key': `key-${number}` })
  }

  async #started(answer: Response, number: number): Promise<string> {
    expect(answer.status, answer.status === 201 ? '' : await answer.clone().text()).toBe(201)
    const { id, startUrl } = (await answer.json()) as { readonly id: string; readonly startUrl: string }
    this.signings.set(number, id)
    this.#unanswered.delete(number)
    this.#tell()
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

/** Of that kind, or all. */
export async function recordsOf(store: StoreReader, kind?: string): Promise<readonly OperationRecord[]> {
  const found: OperationRecord[] = []
  let cursor: string | undefined
  do {
    const page = await store.operations({
      limit: 200,
      ...(kind === undefined ? {} : { kind }),
      ...(cursor === undefined ? {} : { cursor }),
    })
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
