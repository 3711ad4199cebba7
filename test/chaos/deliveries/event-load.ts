import { expect } from 'vitest'
import { apiPath } from 'paycircle-server/api'
import type { ServiceProcess } from '../service-process.js'
import { until } from '../until.js'

/** A code that stops the line for an agreement. S3-21 */
const holding = 'SYSTEM_ERROR'

const patienceMs = 2000

/** Done by a call that nobody answered, or opened by a query meanwhile; asked about by a node that died over it. */
const doneBefore = ['agreement-not-held', 'check-held']

/** A call of the API; undefined where the node is gone or going. */
export async function call(
  node: ServiceProcess,
  path: string,
  body: object,
  signal?: AbortSignal,
): Promise<{ readonly status: number; readonly json: Readonly<Record<string, unknown>> } | undefined> {
  try {
    const answer = await fetch(node.url + path, {
      method: 'POST',
      headers: { authorization: node.authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    })
    if (answer.status === 503) return undefined
    return { status: answer.status, json: (await answer.json()) as Readonly<Record<string, unknown>> }
  } catch {
    return undefined
  }
}

/**
 * Agents whose agreements are held by a code that somebody saw and opened again by an operator, one event for each, in
 * their order; some are asked about at Alipay first. Whatever got no answer is called again, at the next node.
 */
export class EventLoad {
  /** How many events were acknowledged, at least. */
  done = 0

  /** `keepsUp` says whether the receivers are near enough for more. */
  constructor(
    private readonly nodes: () => readonly ServiceProcess[],
    private readonly keepsUp: () => boolean,
  ) {}

  /** Each agreement is held and opened until `isOver`, and so often at least. */
  async run(emails: readonly string[], least: number, isOver: () => boolean): Promise<void> {
    await Promise.all(
      emails.map(async (email, index) => {
        if (index % 4 === 0)
          await this.#call(index, `${apiPath.agreement(email)}/check`, { force: true, reason: 'who' })
        for (let turn = 0; turn < least || !isOver(); turn++) {
          await until('receivers keep up', this.keepsUp)
          await this.#call(index + turn, apiPath.agreementReportedCodes(email), { code: holding, source: 'page' })
          await this.#call(index + turn, `${apiPath.agreement(email)}/release`, { reason: 'Alipay confirmed it' })
        }
      }),
    )
  }

  async #call(first: number, path: string, body: object): Promise<void> {
    let turn = first
    await until(`some node takes ${path}`, async () => {
      const nodes = this.nodes()
      const node = nodes[turn++ % nodes.length]
      // A node that stands still answers nobody.
      const answer = node && (await call(node, path, body, AbortSignal.timeout(patienceMs)))
      if (answer === undefined) return false
      if (answer.status !== 200) expect(doneBefore).toContain(answer.json.code)
      return true
    })
    this.done++
  }
}
