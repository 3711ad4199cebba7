import { keepAnswer, keptAnswer, nameRequest, type NamedRequest } from '../idempotency/index.js'
import type { MerchantProfile } from '../profiles/index.js'
import type { SigningRow } from '../store/port/index.js'
import { accountOfEmail } from './account.js'
import { changeAgreement, changeBy } from './change.js'
import { merchantOf, refuseGated, refuseStopped, type EngineContext } from './context.js'
import { engineError } from './errors.js'
import { refusePaused } from './profile-state.js'
import { refuseHeld, signChannelOf } from './signings.js'
import { digestOfToken, maskToken, newToken } from './start-token.js'
import type { StartedSigning, StartSigningInput } from './types.js'

interface KeptAnswer {
  readonly signingId: string
  readonly maskedToken: string
  readonly expiresAt: number
  readonly agreementId: string
}

export async function startSigning(context: EngineContext, input: StartSigningInput): Promise<StartedSigning> {
  refuseStopped(context)
  const { profile, client } = merchantOf(context, input.profileId)
  refuseGated(context, profile) // S3-03, Q3-03
  const account = accountOfEmail(input.email)
  const scope = input.scope ?? 'both'
  client.signing.request({ email: account.accountAsGiven, ...signChannelOf(scope) }) // S3-11, S4-05: throws
  checkAgentId(input.agentId)
  const returnTo = returnToOf(input.returnTo, profile)
  const named = nameOf(input)

  const before = await replay(context, profile.id, named)
  if (before !== undefined) return before

  const token = newToken(context.random)
  const operation = { operationId: context.newId('op'), actor: input.actor }
  const signingId = context.newId('sgn')
  let expiresAt = 0
  const changed = await changeAgreement(context, { profileId: profile.id, ...account }, (row) => {
    refuseHeld(row)
    const at = context.clock.now()
    expiresAt = at + context.limits.linkLifeMs
    const change = changeBy(context, row, { event: 'signing-started', at }, operation)
    const signing: SigningRow = {
      id: signingId,
      profileId: profile.id,
      agreementId: row.id,
      tokenDigest: digestOfToken(token),
      scope,
      returnTo,
      createdAt: at,
      expiresAt,
      departedAt: null,
      arrivedAt: null,
    }
    const kept = named && keepAnswer(profile.id, named, { status: 201, body: answerOf(signing, token, named), at })
    return {
      changes: {
        ...change.changes,
        accountAsGiven: account.accountAsGiven,
        agentId: input.agentId ?? row.agentId,
      },
      guards: [{ guard: 'profile-open', profileId: profile.id }, ...(kept?.guards ?? [])],
      writes: [{ write: 'insert-signing', row: signing }, ...change.events, ...(kept?.writes ?? [])],
      log: [
        context.record('signing.started', at, row, operation, { ...change.details, signingId, scope }),
        ...change.log,
      ],
    }
  })
  if ('row' in changed) return { signingId, token, expiresAt, agreement: changed.row, replayed: false }
  await refusePaused(context, profile.id, changed)
  // The same request was quicker on another connection; its answer is there now.
  const answered = await replay(context, profile.id, named)
  if (answered === undefined) throw engineError('agreement-contended', {})
  return answered
}

function nameOf({ idempotencyKey, email, agentId, scope, returnTo }: StartSigningInput): NamedRequest | undefined {
  return nameRequest(idempotencyKey, [email, agentId ?? null, scope ?? 'both', returnTo ?? null])
}

/** What is kept for the same request made again; the token is masked. */
function answerOf(
  { id: signingId, agreementId, expiresAt }: SigningRow,
  token: string,
  { given }: NamedRequest,
): string {
  const kept: KeptAnswer = { signingId, maskedToken: maskToken(token, given, signingId), expiresAt, agreementId }
  return JSON.stringify(kept)
}

async function replay(
  { store }: EngineContext,
  profileId: string,
  named: NamedRequest | undefined,
): Promise<StartedSigning | undefined> {
  const answer = await keptAnswer(store, profileId, named)
  if (answer === undefined || named === undefined) return undefined
  // Written by `answerOf`, and by nothing else.
  const { signingId, maskedToken, expiresAt, agreementId } = JSON.parse(answer) as KeptAnswer
  const agreement = await store.agreement(agreementId)
  if (agreement === undefined) throw engineError('agreement-unknown', {})
  const token = maskToken(maskedToken, named.given, signingId)
  return { signingId, token, expiresAt, agreement, replayed: true }
}

function checkAgentId(agentId: string | undefined): void {
  if (agentId === undefined) return
  if (agentId.trim() === '' || agentId.length > 128 || /\p{Cc}/u.test(agentId)) {
    throw engineError('agent-id-malformed', {})
  }
}

/** Our status page links nowhere but to the platform's own origins: no open redirect. */
function returnToOf(given: string | undefined, { returnOrigins }: MerchantProfile): string | null {
  if (given === undefined) return null
  const url = given.length <= 2000 && URL.canParse(given) ? new URL(given) : undefined
  if (url?.username !== '' || url.password !== '' || !returnOrigins.includes(url.origin)) {
    throw engineError('return-to-not-allowed', { origins: returnOrigins })
  }
  return url.href
}
