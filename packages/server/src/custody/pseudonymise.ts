import { pseudonymOf } from '../ledger/index.js'
import type { CustodyContext } from './context.js'
import { reasonOf } from './epochs.js'
import { custodyError } from './errors.js'

export interface PseudonymiseInput {
  readonly profileId: string
  /** As the store compares it: the e-mail trimmed and lower-cased, or `account:` and the number. */
  readonly account: string
  /** Kept in the log. */
  readonly reason: string
  readonly actor: string
}

const pseudonymBytes = 16

/**
 * Forgets an account: in the agreement, its log records and rosters a random pseudonym takes its place, and the salts
 * go. The chain stays valid, and what happened stays told, of somebody whom nobody can name. The agreement is asked
 * about no more. Answers the pseudonym.
 *
 * @throws account-unknown; account-busy while a query is under way
 */
export async function pseudonymise(context: CustodyContext, input: PseudonymiseInput): Promise<string> {
  const { clock, random, store } = context
  const { profileId, actor } = input
  const reason = reasonOf(input.reason)
  const row = await store.agreementByAccount(profileId, input.account)
  if (row === undefined) throw custodyError('account-unknown', {})
  const pseudonym = pseudonymOf(random(pseudonymBytes))
  const at = clock.now()
  const about = { actor, profileId, agreementId: row.id, account: pseudonym }
  const committed = await store.commit({
    guards: [
      { guard: 'agreement-version', agreementId: row.id, version: row.version },
      { guard: 'lease-free', agreementId: row.id, at },
    ],
    writes: [{ write: 'forget-account', agreementId: row.id, pseudonym, at }],
    log: [context.record('log.pseudonymised', about, { pseudonym, reason })],
  })
  if (committed.result === 'conflict') throw custodyError('account-busy', {})
  return pseudonym
}
