import { isBlocked } from '../lifecycle/index.js'
import type { AgreementRow, SigningRow } from '../store/port/index.js'
import { factsOf } from './agreement-row.js'
import { changeAgreement, changeBy } from './change.js'
import { merchantOf, refuseGated, refuseStopped, type EngineContext } from './context.js'
import { engineError } from './errors.js'
import { refusePaused } from './profile-state.js'
import { digestOfToken } from './start-token.js'
import type { Actor, Departure, SigningScope, SigningView } from './types.js'

/** A return link opened again within this time is the same return. */
const sameArrivalMs = 30_000
const userAgentCharacters = 300

/** What a signing of that scope asks of Alipay's page; `NORMAL` hides auto-debit there. */
export function signChannelOf(scope: SigningScope): { readonly signChannel?: 'NORMAL' } {
  return scope === 'auto-refund' ? { signChannel: 'NORMAL' } : {}
}

/** Refuses whatever would send somebody to Alipay's page while a hold stands. S3-21 */
export function refuseHeld(row: AgreementRow): void {
  if (isBlocked(factsOf(row), 'departed')) {
    const { id, holdCode, holdSince } = row
    throw engineError('agreement-held', { agreementId: id, code: holdCode ?? '', since: holdSince ?? 0 })
  }
}

export async function signingByToken(context: EngineContext, token: string): Promise<SigningView> {
  const signing = await context.store.signingByTokenDigest(digestOfToken(token))
  const agreement = signing === undefined ? undefined : await context.store.agreement(signing.agreementId)
  const profile = signing === undefined ? undefined : context.merchants.get(signing.profileId)?.profile
  if (signing === undefined || agreement === undefined || profile === undefined) {
    throw engineError('signing-unknown', {})
  }
  return { signing, agreement, profile, expired: signing.expiresAt <= context.clock.now() }
}

export async function depart(
  context: EngineContext,
  token: string,
  input: { readonly actor: Actor; readonly userAgent?: string },
): Promise<Departure> {
  refuseStopped(context)
  const { signing, agreement, profile, expired } = await signingByToken(context, token)
  if (expired) throw engineError('signing-expired', { expiredAt: signing.expiresAt })
  // A link that shows where somebody stands leads nowhere.
  if (signing.scope === 'status') throw engineError('signing-unknown', {})
  const { scope } = signing
  const { client } = merchantOf(context, profile.id)
  refuseGated(context, profile) // S3-03, Q3-03
  // Signed before it is recorded, so that nothing is recorded that could not be sent; handed out after.
  const request = client.signing.request({ email: agreement.accountAsGiven, ...signChannelOf(scope) })
  const operation = { operationId: context.newId('op'), actor: input.actor }
  const userAgent = input.userAgent?.slice(0, userAgentCharacters) ?? null
  let at = 0
  const changed = await changeAgreement(context, agreement, (row) => {
    refuseHeld(row)
    at = context.clock.now()
    const change = changeBy(context, row, { event: 'departed', at }, operation)
    const details = { ...change.details, signingId: signing.id, userAgent }
    return {
      changes: change.changes,
      guards: [
        { guard: 'signing-open', signingId: signing.id, at },
        { guard: 'profile-open', profileId: profile.id },
      ],
      writes: [{ write: 'update-signing', signingId: signing.id, changes: { departedAt: at } }, ...change.events],
      log: [context.record('signing.departed', at, row, operation, details), ...change.log],
    }
  })
  await refusePaused(context, profile.id, changed)
  if (!('row' in changed)) throw engineError('signing-expired', { expiredAt: signing.expiresAt })
  const departed: SigningRow = { ...signing, departedAt: at }
  return { signing: departed, agreement: changed.row, profile, expired, request, operationId: operation.operationId }
}

export async function arrive(context: EngineContext, token: string): Promise<SigningView> {
  const view = await signingByToken(context, token)
  const { signing, agreement } = view
  const at = context.clock.now()
  if (signing.arrivedAt !== null && at - signing.arrivedAt < sameArrivalMs) return view // Q4-01
  const operation = { operationId: context.newId('op'), actor: 'agent' } as const
  const changed = await changeAgreement(context, agreement, (row) => {
    const change = changeBy(context, row, { event: 'arrived', at }, operation)
    return {
      changes: change.changes,
      guards: [],
      writes: [{ write: 'update-signing', signingId: signing.id, changes: { arrivedAt: at } }, ...change.events],
      log: [
        context.record('signing.arrived', at, row, operation, { ...change.details, signingId: signing.id }),
        ...change.log,
      ],
    }
  })
  return 'row' in changed ? { ...view, agreement: changed.row, signing: { ...signing, arrivedAt: at } } : view
}
