import { PaycircleError } from 'paycircle/internal/base'
import type { AgreementRow } from '../store/port/index.js'
import { queryInputOf } from './account.js'
import { changeAgreement } from './change.js'
import type { Checks } from './checks.js'
import { isStopped, merchantOf, type EngineContext } from './context.js'
import { stateOf } from './profile-state.js'
import { sleep } from './sleep.js'

const shortestPauseMs = 1000
const firstRestMs = 1000
const longestRestMs = 60_000
/** How soon a gate that was opened elsewhere is noticed. */
const gateLookMs = 5000

/** Asks what the store says is due of one profile, now and after every restart. S4-06, Q4-03 */
export interface FollowUp {
  start(): void
  /** Looks again, unless it would by that time anyway; UTC milliseconds. */
  wake(at: number): void
  /** Resolves when it looks no more; queries under way go on. */
  ended(): Promise<void>
  /** Looks no more, because the profile is served no more; resolves as `ended`. */
  leave(): Promise<void>
}

export function createFollowUp(context: EngineContext, checks: Checks, profileId: string): FollowUp {
  const { store, clock, limits, stopped, meter } = context
  const running = new Map<string, Promise<void>>()
  let alarm = new AbortController()
  let failures = 0
  let restUntil = -Infinity
  let loop: Promise<void> | undefined
  let isLeft = false

  /** On the wall, while it pauses; there is always time to look while it does not. */
  let pausesUntil = Infinity

  const lookAgain = () => {
    alarm.abort()
  }
  const isOver = () => isLeft || isStopped(context)
  stopped.addEventListener('abort', lookAgain)

  async function follow(): Promise<void> {
    while (!isOver()) {
      // Before looking: what happens while we look must wake us from the pause that follows.
      alarm = new AbortController()
      const until = await look().catch(failed)
      const waitMs = until - clock.monotonic()
      if (waitMs <= 0 || isOver()) continue
      pausesUntil = clock.now() + waitMs
      await sleep(clock, waitMs, alarm.signal)
      pausesUntil = Infinity
    }
  }

  /** Begins what is due as far as there is room; tells until when nothing will be, on the monotonic scale. */
  async function look(): Promise<number> {
    if (restUntil > clock.monotonic()) return restUntil
    const lookAgainAt = clock.monotonic() + limits.lookMs
    const { profile } = merchantOf(context, profileId)
    if (!context.gate(profile).open) return clock.monotonic() + Math.min(limits.lookMs, gateLookMs) // S3-03
    const state = await stateOf(context, profileId)
    if (state.pausedAt !== null) return lookAgainAt
    const lookedAt = clock.now()
    const brakedMs = (state.nextCanaryAt ?? lookedAt) - lookedAt
    if (brakedMs > 0) return Math.min(clock.monotonic() + brakedMs, lookAgainAt)
    // While the brake holds one query at a time tries whether the gateway is well again.
    const room = (state.brakedAt === null ? limits.concurrency : 1) - running.size
    if (room <= 0) return lookAgainAt
    const due = await store.agreementsDue(profileId, lookedAt, limits.concurrency + running.size)
    if (isOver()) return lookAgainAt
    const begun = due.filter(({ id }) => !running.has(id)).slice(0, room)
    for (const row of begun) begin(row)
    if (begun.length > 0) return lookAgainAt
    const nextDueAt = (await store.nextDueAt(profileId)) ?? Infinity
    // Due already, and yet not found or being asked: it is about to be claimed, here or elsewhere.
    const waitMs = nextDueAt <= lookedAt ? shortestPauseMs : nextDueAt - clock.now()
    return Math.min(clock.monotonic() + waitMs, lookAgainAt)
  }

  function begin(row: AgreementRow): void {
    const asked = ask(row)
      .then(() => {
        failures = 0
      }, failed)
      .then(() => {
        running.delete(row.id)
        lookAgain()
      })
    running.set(row.id, asked)
  }

  async function ask(row: AgreementRow): Promise<void> {
    const obstacle = obstacleOf(context, row)
    await (obstacle === undefined ? checks.checkDue(row) : postpone(context, row, obstacle))
  }

  /** The store or the machine is in trouble: what is due stays due, and we rest before looking again. */
  function failed(): number {
    if (isStopped(context)) return restUntil
    meter.count('engine.follow_up_failures_total')
    restUntil = clock.monotonic() + Math.min(firstRestMs * 2 ** failures++, longestRestMs)
    return restUntil
  }

  async function ended(): Promise<void> {
    await loop
    await Promise.all(running.values())
    stopped.removeEventListener('abort', lookAgain)
  }

  return {
    start: () => void (loop ??= follow()),
    wake(at) {
      if (at < pausesUntil) lookAgain()
    },
    ended,
    leave() {
      isLeft = true
      lookAgain()
      return ended()
    },
  }
}

/** Why the query cannot be made as things are configured; undefined where it can. */
function obstacleOf(context: EngineContext, row: AgreementRow): string | undefined {
  const { profile } = merchantOf(context, row.profileId)
  try {
    queryInputOf(row, profile)
    return undefined
  } catch (error) {
    if (error instanceof PaycircleError) return (error as PaycircleError).code
    throw error
  }
}

/** Puts a due query off, so that it stands in nobody's way and is not forgotten. */
async function postpone(context: EngineContext, due: AgreementRow, reason: string): Promise<void> {
  const operation = { operationId: context.newId('op'), actor: 'engine' } as const
  await changeAgreement(context, due, (row) => {
    const at = context.clock.now()
    const until = at + context.limits.postponeMs
    return {
      changes: { nextCheckAt: until, updatedAt: at },
      guards: [],
      writes: [],
      log: [context.record('query.postponed', at, row, operation, { reason, until })],
    }
  })
}
