import type { PoolClient } from 'pg'
import { storeError, type CommitResult } from '../port/index.js'
import { codeOf, failureOf } from './failures.js'
import type { ReadyUnit } from './ready-unit.js'
import { ConnectionSpoilt, unitError, unitInvalid } from './unit-errors.js'
import { attemptUnits } from './write-connection.js'
import type { WriterSlots } from './writer-slots.js'

/** A unit whose caller waits to hear what became of it. */
export interface WaitingUnit {
  readonly ready: ReadyUnit
  readonly settle: (result: CommitResult) => void
  readonly refuse: (error: unknown) => void
}

/** How often a unit is run again that lost against another; each time another one was written. */
const mostAttempts = 50
/** The same for units that are written together; then they go one by one. */
const mostAttemptsTogether = 5

const uniqueViolation = '23505'
/** A row that stands already and that no guard speaks of will stand the next time too. */
const mostUniqueViolations = 3

/**
 * Writes the units by this connection, each whole or not at all, and tells each caller. Several have one shape and touch
 * different rows: they are one statement, and so share its transaction and its sync. Answers those of which nothing was
 * written because that failed: they are to go one by one, so that none suffers from another.
 *
 * @throws ConnectionSpoilt where the connection must not be used again, after the callers have been told
 */
export async function writeBatch(
  client: PoolClient,
  slots: WriterSlots,
  batch: readonly WaitingUnit[],
): Promise<readonly WaitingUnit[]> {
  const [first, second] = batch
  if (first === undefined || second !== undefined) return writeTogether(client, slots, batch)
  try {
    first.settle(await writeAlone(client, slots, first.ready))
  } catch (error) {
    first.refuse(error instanceof ConnectionSpoilt ? error.error : error)
    if (error instanceof ConnectionSpoilt) throw error
  }
  return []
}

/** Leaves out units with a conflict and tries the others again. */
async function writeTogether(
  client: PoolClient,
  slots: WriterSlots,
  batch: readonly WaitingUnit[],
): Promise<readonly WaitingUnit[]> {
  // In one order for all nodes, so that no two wait for each other's rows.
  let left = batch
    .map((one) => ({ one, order: JSON.stringify(one.ready.unit.guards) }))
    .sort(byOrder)
    .map(({ one }) => one)
  for (let attempt = 1; attempt <= mostAttemptsTogether && left.length > 1; attempt++) {
    try {
      const units = left.map(({ ready }) => ready)
      const result = await attemptUnits(client, slots, units)
      if (result.attempt === 'head-moved') continue
      const guards = result.attempt === 'conflicts' ? result.guards : undefined
      const told = left
      left = guards === undefined ? [] : told.filter((_one, index) => !guards.has(index))
      for (const [index, { settle }] of told.entries()) {
        const guard = guards?.get(index)
        if (guard !== undefined) settle({ result: 'conflict', guard })
        else if (guards === undefined) settle({ result: 'done' })
      }
    } catch (error) {
      const translated = unitError(error)
      if (translated instanceof ConnectionSpoilt) {
        for (const { refuse } of left) refuse(translated.error)
        throw translated
      }
      // What two of them would add at once stays in the way.
      if (failureOf(error) !== 'again' || (codeOf(error) === uniqueViolation && attempt > 1)) break
    }
  }
  return left
}

function byOrder(a: { readonly order: string }, b: { readonly order: string }): number {
  return a.order < b.order ? -1 : 1
}

async function writeAlone(client: PoolClient, slots: WriterSlots, ready: ReadyUnit): Promise<CommitResult> {
  let violations = 0
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    try {
      const result = await attemptUnits(client, slots, [ready])
      if (result.attempt === 'written') return { result: 'done' }
      const guard = result.attempt === 'conflicts' ? result.guards.get(0) : undefined
      if (guard !== undefined) return { result: 'conflict', guard }
    } catch (error) {
      if (codeOf(error) === uniqueViolation && ++violations >= mostUniqueViolations) throw unitInvalid(error)
      if (failureOf(error) !== 'again') throw unitError(error)
    }
  }
  throw storeError('store-busy', { retryAfterMs: 100 })
}
