import type { RosterRow, Write } from '../../store/port/index.js'
import type { EngineContext } from '../context.js'
import type { Actor } from '../types.js'
import type { RosterProgress } from './progress.js'
import type { RosterLease } from './roster-lease.js'

/**
 * Records that every entry has its outcome; listeners are told of a sweep what changed since the last one. False where
 * the roster is not ours any more: whoever has it says so in our place.
 */
export async function finishRoster(
  context: EngineContext,
  { id, profileId, kind, createdAt }: RosterRow,
  { entries, outcomes, changes }: RosterProgress,
  actor: Actor,
  { guard }: Pick<RosterLease, 'guard'>,
): Promise<boolean> {
  const at = context.clock.now()
  const subject = { id: null, profileId, account: null }
  const type = kind === 'sweep' ? 'sweep.finished' : 'roster.finished'
  const payload = JSON.stringify({ entries, outcomes, changes })
  const event = { id: context.newId('evt'), profileId, agreementId: null, type, payload, createdAt: at }
  const told: readonly Write[] = kind === 'sweep' ? [{ write: 'insert-event', row: event }] : []
  const details = { entries, outcomes, changes, startedAt: createdAt }
  const { result } = await context.store.commit({
    guards: [guard],
    writes: [{ write: 'update-roster', rosterId: id, changes: { finishedAt: at } }, ...told],
    log: [context.record(type, at, subject, { operationId: id, actor }, details)],
  })
  return result === 'done'
}
