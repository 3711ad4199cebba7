import { PaycircleError } from 'paycircle/internal/base'
import type {
  CheckResult,
  Engine,
  GuardedOperation,
  Permission,
  SigningScope,
  TerminationResult,
} from 'paycircle-server/engine'
import { profileId, type Simulation } from './simulation.js'

/** What the platform was told had happened; it must be found in the store for ever. */
export type Acknowledged =
  | { readonly what: 'started'; readonly account: string; readonly signingId: string; readonly token: string }
  | { readonly what: 'departed'; readonly account: string; readonly operationId: string; readonly mark: string }
  | { readonly what: 'arrived'; readonly account: string; readonly token: string }
  | { readonly what: 'linked'; readonly account: string; readonly operationId: string }
  | { readonly what: 'checked'; readonly account: string; readonly result: CheckResult }
  | { readonly what: 'reported'; readonly account: string; readonly code: string; readonly mark: string }
  | { readonly what: 'terminated'; readonly account: string; readonly result: TerminationResult }
  | { readonly what: 'released'; readonly account: string; readonly mark: string }
  | { readonly what: 'paused'; readonly mark: string }
  | { readonly what: 'resumed'; readonly mark: string }
  | { readonly what: 'rostered'; readonly rosterId: string; readonly accounts: readonly string[] }

/** A refusal with one of our codes, or what the call resolved with. */
export type Reply<Result> = { readonly result: Result } | { readonly refused: string }

/**
 * The platform, its operators and its agents. Whoever gets no answer because the node crashed asks again, as anybody
 * would; whoever gets one remembers it.
 */
export class Platform {
  constructor(
    private readonly simulation: Simulation,
    private readonly nodeName = 'node-a',
    readonly acknowledged: Acknowledged[] = [],
    private readonly marks = { last: 0 },
  ) {}

  /** Another node of the same platform, remembered in the same book. */
  at(nodeName: string): Platform {
    return new Platform(this.simulation, nodeName, this.acknowledged, this.marks)
  }

  async start(
    account: string,
    input: { readonly key?: string; readonly scope?: SigningScope } = {},
  ): Promise<string | undefined> {
    const { key, scope } = input
    const given = { ...(key === undefined ? {} : { idempotencyKey: key }), ...(scope === undefined ? {} : { scope }) }
    const reply = await this.#ask((engine) =>
      engine.startSigning({ profileId, email: account, actor: 'api-key:key_1', ...given }),
    )
    if ('refused' in reply) return undefined
    const { signingId, token } = reply.result
    this.acknowledged.push({ what: 'started', account, signingId, token })
    return token
  }

  async depart(account: string, token: string | undefined): Promise<boolean> {
    if (token === undefined) return false
    const mark = this.#mark()
    const reply = await this.#ask((engine) => engine.depart(token, { actor: 'agent', userAgent: mark }))
    if ('refused' in reply) return false
    this.acknowledged.push({ what: 'departed', account, operationId: reply.result.operationId, mark })
    return true
  }

  async arrive(account: string, token: string | undefined): Promise<void> {
    if (token === undefined) return
    const reply = await this.#ask((engine) => engine.arrive(token))
    if ('result' in reply) this.acknowledged.push({ what: 'arrived', account, token })
  }

  async link(account: string): Promise<boolean> {
    const reply = await this.#ask((engine) => engine.buildLink({ profileId, email: account, actor: 'cli' }))
    if ('refused' in reply) return false
    this.acknowledged.push({ what: 'linked', account, operationId: reply.result.operationId })
    return true
  }

  async check(account: string, force = false): Promise<CheckResult | undefined> {
    const given = force ? { force, reason: this.#mark() } : {}
    const reply = await this.#ask((engine) =>
      engine.check({ profileId, agreement: { by: 'email', email: account }, actor: 'cli', ...given }),
    )
    if ('refused' in reply) return undefined
    this.acknowledged.push({ what: 'checked', account, result: reply.result })
    return reply.result
  }

  /** Asks until the gateway was asked, waiting as long as it is told to. */
  async checkPatiently(account: string, force = true): Promise<CheckResult | undefined> {
    for (let attempt = 0; attempt < 50; attempt++) {
      const result = await this.check(account, force)
      if (result?.outcome.outcome !== 'held') return result
      await this.simulation.clock.sleep(Math.max(1, result.outcome.nextCheckAt - this.simulation.clock.now()))
    }
    throw new Error('held back for ever')
  }

  async report(account: string, code: string): Promise<void> {
    const mark = this.#mark()
    const reply = await this.#ask((engine) =>
      engine.reportCode({
        profileId,
        agreement: { by: 'email', email: account },
        code,
        source: 'operation',
        operation: mark,
        actor: 'cli',
      }),
    )
    if ('result' in reply) this.acknowledged.push({ what: 'reported', account, code, mark })
  }

  async terminate(account: string): Promise<TerminationResult | undefined> {
    const mark = this.#mark()
    const reply = await this.#ask((engine) =>
      engine.terminate({
        profileId,
        agreement: { by: 'email', email: account },
        confirm: account,
        reason: mark,
        actor: 'operator:wang',
      }),
    )
    if ('refused' in reply) return undefined
    this.acknowledged.push({ what: 'terminated', account, result: reply.result })
    return reply.result
  }

  async release(account: string): Promise<void> {
    const mark = this.#mark()
    const reply = await this.#ask((engine) =>
      engine.release({ profileId, agreement: { by: 'email', email: account }, reason: mark, actor: 'operator:wang' }),
    )
    if ('result' in reply) this.acknowledged.push({ what: 'released', account, mark })
  }

  async pause(): Promise<void> {
    const mark = this.#mark()
    const given = { profileId, reason: mark, actor: 'operator:wang' } as const
    const reply = await this.#ask((engine) => engine.pauseProfile(given))
    if ('result' in reply) this.acknowledged.push({ what: 'paused', mark })
  }

  async resume(): Promise<void> {
    const mark = this.#mark()
    const given = { profileId, reason: mark, actor: 'operator:wang' } as const
    const reply = await this.#ask((engine) => engine.resumeProfile(given))
    if ('result' in reply) this.acknowledged.push({ what: 'resumed', mark })
  }

  async permission(account: string, operation: GuardedOperation, maxAgeS?: number): Promise<Permission | undefined> {
    const age = maxAgeS === undefined ? {} : { maxAgeS }
    const reply = await this.#ask((engine) =>
      engine.permission({
        profileId,
        agreement: { by: 'email', email: account },
        operation,
        actor: 'api-key:key_1',
        ...age,
      }),
    )
    return 'result' in reply ? reply.result : undefined
  }

  /** Checks a list of accounts; who is interrupted goes on with the same file. */
  async roster(accounts: readonly string[]): Promise<void> {
    const reply = await this.#ask(async ({ rosters }) => {
      const opened = await rosters.open({ profileId, digest: 'd'.repeat(64), restart: false, actor: 'cli' })
      const records = accounts.map((email, index) => ({ line: index + 2, email, account: '' }))
      if (!opened.listed) {
        await rosters.list(opened.rosterId, records)
        await rosters.listed(opened.rosterId)
      }
      const end = await rosters.run(opened.rosterId, { actor: 'cli', signal: new AbortController().signal })
      return { end, rosterId: opened.rosterId }
    })
    if ('refused' in reply || reply.result.end !== 'finished') return
    this.acknowledged.push({ what: 'rostered', rosterId: reply.result.rosterId, accounts })
  }

  async #ask<Result>(call: (engine: Engine) => Promise<Result>): Promise<Reply<Result>> {
    for (;;) {
      const { engine, life } = await this.simulation.node(this.nodeName)
      const reply = await Promise.race([life.ended, call(engine).then((result) => ({ result }), refusalOf)])
      if (reply !== 'crashed') return reply
    }
  }

  #mark(): string {
    return `mark-${++this.marks.last}`
  }
}

/** Only typed errors may reach a caller; anything else is a defect. */
function refusalOf(error: unknown): { readonly refused: string } {
  if (error instanceof PaycircleError) return { refused: (error as PaycircleError).code }
  throw error
}
