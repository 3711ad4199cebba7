import type { SecondPersonAction } from '../access/index.js'
import { isOurs } from './failures.js'
import { serviceError } from './errors.js'
import { goLive, type ProfileAct, type ProfileEntry } from '../profiles/index.js'
import type { Actor } from '../engine/index.js'
import { defined } from './page-value.js'
import type { AgreementRow, ApprovalRow } from '../store/port/index.js'
import type { Surroundings } from './surroundings.js'

export interface AskedAction {
  readonly action: SecondPersonAction
  readonly profileId: string
  readonly reason: string | undefined
  readonly actor: string
  /** Whom it concerns; undefined where nothing is stored about it. Left out where it concerns the profile. */
  readonly agreement?: () => Promise<AgreementRow | undefined>
  /** What else is needed to carry it out. */
  readonly input?: Readonly<Record<string, string>>
}

/**
 * Does it; where the profile wants a second person for it, takes down that it was asked for in place of doing it, and
 * rejects with `second-person-asked`. What the same person asked for already is not taken down twice.
 */
export async function doOrAsk<Value>(
  { access, clock }: Pick<Surroundings, 'access' | 'clock'>,
  { action, profileId, reason = '', actor, agreement, input = {} }: AskedAction,
  doIt: () => Promise<Value>,
): Promise<Value> {
  try {
    return await doIt()
  } catch (error) {
    if (!isOurs(error) || error.code !== 'second-person-needed') throw error
    const row = await agreement?.()
    if (agreement !== undefined && row === undefined) throw serviceError('agreement-unknown', {}, { cause: error })
    const subject = row === undefined ? input : { agreementId: row.id }
    const now = clock.now()
    const same = (await access.approvals(profileId)).find(
      (one) =>
        one.decision === null &&
        one.expiresAt > now &&
        one.action === action &&
        one.askedBy === actor &&
        one.subject === JSON.stringify(subject),
    )
    const about = { agreementId: row?.id ?? null, account: row?.account ?? null }
    const asked = same ?? (await access.ask({ profileId, action, subject, ...about, reason, actor }))
    throw serviceError('second-person-asked', { approvalId: asked.id }, { cause: error })
  }
}

/**
 * Takes a profile through the gate, or takes down that somebody wants to.
 *
 * @throws second-person-asked, and what `goLive` throws
 */
export function goLiveOrAsk(
  surroundings: Pick<Surroundings, 'access' | 'clock' | 'directory'>,
  act: ProfileAct & { readonly overrideReason?: string },
): Promise<ProfileEntry> {
  const { profileId, actor, overrideReason } = act
  const reason = overrideReason ?? 'test stages complete'
  const input = overrideReason === undefined ? {} : { overrideReason }
  return doOrAsk(surroundings, { action: 'go-live', profileId, actor, reason, input }, () =>
    goLive(surroundings.directory, act),
  )
}

export interface DecideApprovalInput {
  readonly id: string
  readonly profileId: string
  readonly decision: 'approved' | 'refused'
  readonly reason: string
  readonly actor: Actor
  /** Whether he may decide about going live: more than opening a hold takes. */
  readonly mayGoLive: boolean
}

/**
 * Decides what somebody asked for. Approved, it is carried out by the one who approves, with the reason of the one who
 * asked; the log has both.
 *
 * @throws role-not-enough, the errors of `decide`, and those of the action itself
 */
export async function decideApproval(
  { access, engine, directory }: Pick<Surroundings, 'access' | 'engine' | 'directory'>,
  { mayGoLive, ...decision }: DecideApprovalInput,
): Promise<ApprovalRow> {
  const { id, profileId, actor } = decision
  const asked = (await access.approvals(profileId)).find((one) => one.id === id)
  if (asked?.action === 'go-live' && !mayGoLive) {
    throw serviceError('role-not-enough', { role: 'operator', permission: 'profiles:manage' })
  }
  const decided = await access.decide(decision)
  if (decided.decision !== 'approved') return decided
  const { askedBy, reason } = decided
  const { agreementId = '', overrideReason } = JSON.parse(decided.subject) as Readonly<Record<string, string>>
  if (decided.action === 'go-live') {
    await goLive(directory, { profileId, actor, askedBy, ...defined({ overrideReason }) })
    return decided
  }
  const input = { profileId, agreement: { by: 'id', id: agreementId }, reason, actor, askedBy } as const
  await (decided.action === 'release' ? engine.release(input) : engine.check({ ...input, force: true }))
  return decided
}
