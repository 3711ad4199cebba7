import type { AgreementRow, RosterEntryResult, RosterEntryRow, RosterRow } from '../../store/port/index.js'
import type { Account } from '../account.js'
import type { AgreementAsRead } from '../change.js'
import type { Checks } from '../checks.js'
import { isStopped, type EngineContext } from '../context.js'
import type { ListedAnswer } from '../listed.js'
import { sleep } from '../sleep.js'
import type { Actor, CheckResult } from '../types.js'
import { resultFromStore, resultOf, resultOfNothing } from './entry-result.js'
import type { RosterTally } from './progress.js'
import { Slots } from './slots.js'

const pageRows = 200
/** Queries under way for each call in flight: while some are called, the next are claimed and the last are stored. */
const underWayPerCall = 4
/** So many in a row of which nothing was sent, and there is no use in going on. */
const unsentLimit = 5
/** So often in a row nothing more is found out about what is left before it is left. */
const vainPasses = 3
const shortestWaitMs = 1000
/** What is waited for somebody else's query at first, which has mostly ended by then. */
const firstPatienceMs = 50
/** And each time after, so many times longer. */
const patienceGrowth = 4

export interface RosterRun {
  readonly roster: RosterRow
  readonly tally: RosterTally
  readonly actor: Actor
  readonly concurrency: number
  /** At least so long between two of its queries; 0 as fast as the governor lets it. */
  readonly spacingMs: number
  /** Aborted where it shall stop: no new query, those under way end. */
  readonly signal: AbortSignal
}

/** What a run has met with. */
interface Met {
  readonly failures: unknown[]
  /** Queries in a row of which nothing was sent. */
  unsent: number
  /** When the first of those put off can be asked again for certain, UTC milliseconds. */
  retryAt: number
  /** Whether somebody else's query was under way about one of them: that mostly ends long before its claim runs out. */
  othersAsk: boolean
}

/** How far one entry's own query came. */
interface Own {
  called: boolean
  stored: boolean
  answer: ListedAnswer | undefined
}

/** How a run ended: done, stopped by its signal, or because nothing reaches Alipay. */
export type RosterEnd = 'finished' | 'paused' | 'unreachable'

/**
 * Asks about every entry of a roster that has no outcome yet, in passes: what cannot be asked now, because of another's
 * query or the brake, comes again in the next pass. An outcome is stored in one unit with the answer that it comes from,
 * so who is killed and started again asks about nothing twice. Holds as many entries as are under way. Q4-01
 *
 * @throws the errors of a check, for instance `profile-paused`; queries under way end first
 */
export async function runRoster(context: EngineContext, checks: Checks, run: RosterRun): Promise<RosterEnd> {
  const { store, clock } = context
  const { roster, tally, signal } = run
  const slots = new Slots(run.concurrency)
  const underWay = new Slots(run.concurrency * underWayPerCall)
  const launched = new Set<Promise<void>>()
  const met: Met = { failures: [], unsent: 0, retryAt: Infinity, othersAsk: false }

  const isOver = () => signal.aborted || isStopped(context) || met.failures.length > 0 || met.unsent >= unsentLimit

  for (let vain = 0, patienceMs = firstPatienceMs / patienceGrowth, hasWaited = true; ;) {
    const before = tally.pending
    await pass(vain + 1 >= vainPasses)
    if (met.failures.length > 0) throw met.failures[0]
    if (tally.pending === 0) return 'finished'
    if (isOver()) return met.unsent >= unsentLimit ? 'unreachable' : 'paused'
    const isVain = tally.pending === before
    // Looking again early is worth a try, and proves nothing where it was in vain.
    vain = isVain ? vain + Number(hasWaited) : 0
    patienceMs = isVain ? patienceMs * patienceGrowth : firstPatienceMs
    const wholeMs = Math.max(shortestWaitMs, Math.min(met.retryAt - clock.now(), context.limits.postponeMs))
    const waitMs = met.othersAsk ? Math.min(wholeMs, patienceMs) : wholeMs
    hasWaited = waitMs === wholeMs
    tally.waitsUntil = clock.now() + waitMs
    await sleep(clock, waitMs, signal)
    tally.waitsUntil = null
  }

  /** Asks once about all that is pending. */
  async function pass(isLast: boolean): Promise<void> {
    met.retryAt = Infinity
    met.othersAsk = false
    for (let afterLine = 0; !isOver();) {
      const page = await store.rosterEntriesPending(roster.id, afterLine, pageRows)
      const known = await agreementsOf(page, afterLine)
      for (const entry of page) {
        await underWay.take()
        if (isOver()) {
          underWay.give()
          break
        }
        launch(entry, known.get(accountOfEntry(entry).account) ?? 'absent', isLast)
        if (run.spacingMs > 0) await sleep(clock, run.spacingMs, signal)
        afterLine = entry.line
      }
      if (page.length < pageRows) break
    }
    await Promise.all(launched)
  }

  /** By account; read for a page at once, since each would be read by itself otherwise. */
  async function agreementsOf(page: readonly RosterEntryRow[], afterLine: number): Promise<Map<string, AgreementRow>> {
    const toLine = page.at(-1)?.line ?? afterLine
    const rows = await store.rosterAgreementsPending(roster.profileId, roster.id, afterLine, toLine)
    return new Map(rows.map((row) => [row.account, row]))
  }

  function launch(entry: RosterEntryRow, asRead: AgreementAsRead, isLast: boolean): void {
    const asked = ask(entry, asRead, isLast)
      .catch((error: unknown) => {
        met.failures.push(error)
      })
      .finally(() => {
        launched.delete(asked)
        underWay.give()
      })
    launched.add(asked)
  }

  async function ask(entry: RosterEntryRow, asRead: AgreementAsRead, isLast: boolean): Promise<void> {
    const own: Own = { called: false, stored: false, answer: undefined }
    const result = await checks.checkListed({
      profileId: roster.profileId,
      account: accountOfEntry(entry),
      trigger: roster.kind === 'sweep' ? 'sweep' : 'roster',
      actor: run.actor,
      asRead,
      listed: {
        inSlot(call) {
          own.called = true
          return slots.run(call)
        },
        isCancelled: isOver,
        writesWith(answer) {
          own.answer = answer
          return answer.outcome.outcome === 'not_sent' ? [] : [writeOf(entry, resultOfAnswer(answer))]
        },
        onStored() {
          own.stored = true
        },
      },
    })
    const { outcome, agreement } = result
    if (outcome.outcome !== 'held') met.unsent = outcome.outcome === 'not_sent' ? met.unsent + 1 : 0
    if (own.stored && own.answer !== undefined && outcome.outcome !== 'not_sent') {
      tally.settled(outcome.outcome, resultOfAnswer(own.answer).change)
      return
    }
    const apart = resultApart(result, own.called, isLast && !isOver())
    if (apart === undefined) {
      if (outcome.outcome === 'held' && outcome.reason === 'under-way') met.othersAsk = true
      met.retryAt = Math.min(met.retryAt, result.nextCheckAt ?? agreement?.nextCheckAt ?? Infinity)
      return
    }
    await store.commit({ guards: [], writes: [writeOf(entry, apart)], log: [] })
    tally.settled(apart.outcome ?? '', apart.change)
  }
}

function accountOfEntry({ account, given }: RosterEntryRow): Account {
  return { account: account ?? given, accountAsGiven: given }
}

function resultOfAnswer({ outcome, agreement, events, at }: ListedAnswer): RosterEntryResult {
  return resultOf(outcome, agreement, events, at)
}

/** What an entry ends with that was not stored with an answer of its own; undefined where it is to be asked again. */
function resultApart(
  { outcome, agreement }: CheckResult,
  calledHere: boolean,
  isLast: boolean,
): RosterEntryResult | undefined {
  if (outcome.outcome === 'held') {
    if (outcome.reason === 'cool-down' && agreement !== undefined) return resultFromStore(agreement)
    return isLast ? resultOfNothing('held', outcome.reason, agreement) : undefined
  }
  if (outcome.outcome === 'not_sent') {
    return isLast ? resultOfNothing('not_sent', outcome.reason, agreement) : undefined
  }
  // Our claim had run out when the answer came: somebody else may have asked since.
  if (calledHere && !isLast) return undefined
  // Somebody else's query was under way about the same account: its answer is ours as well.
  return agreement === undefined ? undefined : resultOf(outcome, agreement, [], agreementTime(agreement))
}

function agreementTime({ lastCheckAt, updatedAt }: AgreementRow): number {
  return lastCheckAt ?? updatedAt
}

function writeOf({ rosterId, line }: RosterEntryRow, result: RosterEntryResult) {
  return { write: 'settle-roster-entry', rosterId, line, result } as const
}
