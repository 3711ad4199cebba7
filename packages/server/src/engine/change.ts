import { transition, type LifecycleEvent } from '../lifecycle/index.js'
import { maskAccount, type LogEntry } from '../ledger/index.js'
import type { AgreementChanges, AgreementRow, Guard, Unit, Write } from '../store/port/index.js'
import { accountOf, findAgreement, type Account } from './account.js'
import { changesOf, factsOf, newAgreementRow } from './agreement-row.js'
import type { EngineContext } from './context.js'
import { engineError } from './errors.js'
import type { ChangeDetails, Operation } from './log-kinds.js'
import type { AgreementReference } from './types.js'

/** What an event does to an agreement, as writes that stand or fall together. S3-18, Q3-17 */
export interface Change {
  readonly changes: AgreementChanges
  /** The events for listeners. */
  readonly events: readonly Write[]
  /** Records that follow the one of the cause. */
  readonly log: readonly LogEntry[]
  readonly details: ChangeDetails
}

/** Lets the lifecycle decide, and puts what it decided into rows. Writes nothing. */
export function changeBy(
  context: EngineContext,
  before: AgreementRow,
  event: LifecycleEvent,
  operation: Operation,
): Change {
  const { facts, commands } = transition(factsOf(before), event)
  const changes = changesOf(facts, event.at)
  if (commands.length === 0) {
    return { changes, events: [], log: [], details: { from: before.state, to: facts.state, events: [] } }
  }
  const row: AgreementRow = { ...before, ...changes }
  const types = commands.flatMap((one) => (one.command === 'emit' ? [one.type] : []))
  const asked = commands.flatMap((one) => (one.command === 'ask-operator' ? [one.reason] : []))
  return {
    changes,
    events: types.map((type) => ({ write: 'insert-event', row: eventRow(context, row, type, event.at) })),
    log: [
      ...userChange(context, before, row, event.at, operation),
      ...asked.map((reason) => context.record('operator.asked', event.at, row, operation, { reason })),
    ],
    details: { from: before.state, to: row.state, events: types },
  }
}

function userChange(
  context: EngineContext,
  before: AgreementRow,
  { userId, otherUserId, ...row }: AgreementRow,
  at: number,
  operation: Operation,
): readonly LogEntry[] {
  if (otherUserId === null || otherUserId === before.otherUserId) return []
  // Masked: a record keeps what it was written with, also when the account is forgotten one day.
  const details = { userId: userId === null ? null : maskAccount(userId), otherUserId: maskAccount(otherUserId) }
  return [context.record('user.changed', at, row, operation, details)]
}

/** What to write about an agreement as it was read; the agreement's own write and guard are added. */
export interface AgreementUnit extends Unit {
  readonly changes: AgreementChanges
}

/** By id one that must exist; by account one that is made where there is none. */
export type AgreementTarget =
  { readonly id: string } | (Account & { readonly profileId: string; readonly id?: undefined })

/** What a reference aims at. */
export async function targetOf(
  context: EngineContext,
  profileId: string,
  reference: AgreementReference,
): Promise<AgreementTarget> {
  const known = await findAgreement(context, profileId, reference)
  if (known !== undefined) return { id: known.id }
  const account = accountOf(reference)
  if (account === undefined) throw engineError('agreement-unknown', {})
  return { profileId, ...account }
}

/** An agreement as it was read a while ago, or that there was none. */
export type AgreementAsRead = AgreementRow | 'absent'

export type Changed<Declined> =
  /** The agreement as it stands now. */
  | { readonly row: AgreementRow }
  /** A guard of the unit did not hold; nothing was written. */
  | { readonly conflict: Guard }
  /** `build` saw a reason to write nothing. */
  | { readonly declined: Declined }

const attempts = 16

/**
 * Reads an agreement, has `build` decide what to write, and writes it whole. Where somebody else changed it in between
 * it is read and decided again. `known` tells whether the store has it already. `asRead` is how the caller has read it:
 * it is read only where that is not how it stands any more, or where nothing would be written because of it.
 */
export async function changeAgreement<Declined = never>(
  context: EngineContext,
  target: AgreementTarget,
  build: (row: AgreementRow, known: boolean) => AgreementUnit | { readonly declined: Declined },
  asRead?: AgreementAsRead,
): Promise<Changed<Declined>> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const isReadBefore = attempt === 0 && asRead !== undefined
    const known = isReadBefore ? (asRead === 'absent' ? undefined : asRead) : await read(context, target)
    const row = known ?? fresh(context, target)
    const built = build(row, known !== undefined)
    if ('declined' in built && isReadBefore) continue
    if ('declined' in built) return built
    const { changes, guards, writes, log } = built
    const after = { ...row, ...changes, version: known === undefined ? row.version : row.version + 1 }
    const committed = await context.store.commit({
      guards: [guardOf(row, known !== undefined), ...guards],
      writes: [writeOf(after, changes, known !== undefined), ...writes],
      log,
    })
    if (committed.result === 'done') {
      if (after.nextCheckAt !== null && after.nextCheckAt !== row.nextCheckAt)
        context.wake(after.profileId, after.nextCheckAt)
      return { row: after }
    }
    const { guard } = committed.guard
    if (guard !== 'agreement-version' && guard !== 'agreement-absent') return { conflict: committed.guard }
    context.meter.count('engine.agreement_conflicts_total')
  }
  throw engineError('agreement-contended', {})
}

function read({ store }: EngineContext, target: AgreementTarget): Promise<AgreementRow | undefined> {
  return target.id === undefined
    ? store.agreementByAccount(target.profileId, target.account)
    : store.agreement(target.id)
}

function fresh(context: EngineContext, target: AgreementTarget): AgreementRow {
  if (target.id !== undefined) throw engineError('agreement-unknown', {})
  const { profileId, account, accountAsGiven } = target
  const id = context.newId('agr')
  return newAgreementRow({ id, profileId, account, accountAsGiven, createdAt: context.clock.now() })
}

function guardOf({ id, profileId, account, version }: AgreementRow, known: boolean): Guard {
  return known
    ? { guard: 'agreement-version', agreementId: id, version }
    : { guard: 'agreement-absent', profileId, account }
}

function writeOf(after: AgreementRow, changes: AgreementChanges, known: boolean): Write {
  return known
    ? { write: 'update-agreement', agreementId: after.id, changes }
    : { write: 'insert-agreement', row: after }
}

function eventRow(context: EngineContext, row: AgreementRow, type: string, at: number) {
  const { id, profileId, state, autoDebit, autoRefund, holdCode, holdSince } = row
  const hold = holdCode === null ? null : { code: holdCode, since: holdSince }
  const payload = JSON.stringify({ agreementId: id, state, autoDebit, autoRefund, hold })
  return { id: context.newId('evt'), profileId, agreementId: id, type, payload, createdAt: at }
}
