import type { SecondPersonAction } from '../access/index.js'
import { isOurs } from './failures.js'
import { serviceError } from './errors.js'
import type { AgreementRow } from '../store/port/index.js'
import type { Surroundings } from './surroundings.js'

export interface AskedAction {
  readonly action: SecondPersonAction
  readonly profileId: string
  readonly reason: string | undefined
  readonly actor: string
  /** Whom it concerns; undefined where nothing is stored about it. */
  readonly agreement: () => Promise<AgreementRow | undefined>
}

/**
 * Does it; where the profile wants a second person for it, takes down that it was asked for in place of doing it, and
 * rejects with `second-person-asked`. What the same person asked for already is not taken down twice.
 */
export async function doOrAsk<Value>(
  { access, clock }: Pick<Surroundings, 'access' | 'clock'>,
  { action, profileId, reason = '', actor, agreement }: AskedAction,
  doIt: () => Promise<Value>,
): Promise<Value> {
  try {
    return await doIt()
  } catch (error) {
    if (!isOurs(error) || error.code !== 'second-person-needed') throw error
    const row = await agreement()
    if (row === undefined) throw serviceError('agreement-unknown', {}, { cause: error })
    const subject = { agreementId: row.id }
    const now = clock.now()
    const same = (await access.approvals(profileId)).find(
      (one) =>
        one.decision === null &&
        one.expiresAt > now &&
        one.action === action &&
        one.askedBy === actor &&
        one.subject === JSON.stringify(subject),
    )
    const about = { agreementId: row.id, account: row.account }
    const asked = same ?? (await access.ask({ profileId, action, subject, ...about, reason, actor }))
    throw serviceError('second-person-asked', { approvalId: asked.id }, { cause: error })
  }
}
