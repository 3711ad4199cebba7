import type { Secret } from 'paycircle/internal/base'
import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import { noteProbe, probeVerdict, stagedKey, type Directory, type ProfileEntry } from '../profiles/index.js'
import { accountOfEmail } from './account.js'
import { merchantOf, refuseGated, refuseStopped, type EngineContext } from './context.js'
import { outpaced, type Governor } from './governor.js'
import type { Actor, Engine } from './types.js'

export interface ProbeKeyInput {
  readonly profileId: string
  readonly key: Secret
  /** Of an agent whose agreement the profile may ask about. */
  readonly email: string
  readonly actor: Actor
}

export interface ProbedKey {
  readonly operationId: string
  readonly outcome: QueryOutcome
  /** UTC milliseconds. */
  readonly at: number
}

/**
 * Asks the gateway once with a key that is not in use yet, in the pace of the profile's other calls. The answer changes
 * no agreement, no brake and no pause: it is about the key. Asks also while the profile is paused, since a key may be
 * why. Log kind `key.probe-intended`, committed before the call.
 */
export async function probeKey(context: EngineContext, governor: Governor, input: ProbeKeyInput): Promise<ProbedKey> {
  refuseStopped(context)
  const { profileId, key, actor } = input
  const { profile } = merchantOf(context, profileId)
  refuseGated(context, profile) // S3-03, Q3-03
  const { accountAsGiven: email } = accountOfEmail(input.email)
  const client = context.merchants.clientFor({ ...profile, key })
  const operationId = context.newId('op')
  try {
    const at = await governor.admit<number>(profile, 'request', async (pace) => {
      const now = context.clock.now()
      const { guards, writes } = pace(now)
      const subject = { id: null, profileId, account: null }
      const details = { key: key.fingerprint() }
      const log = [context.record('key.probe-intended', now, subject, { operationId, actor }, details)]
      const committed = await context.store.commit({ guards, writes, log })
      return committed.result === 'conflict' ? outpaced : now
    })
    return { operationId, at, outcome: await client.agreements.query({ email }) }
  } finally {
    await client.close()
  }
}

/**
 * Tries the key that waits for its switch, and keeps what the answer suggests.
 *
 * @throws key-not-staged, go-live-gate-closed, and the errors of an e-mail's format
 */
export async function probeStagedKey(
  engine: Pick<Engine, 'probeKey'>,
  directory: Directory,
  input: Omit<ProbeKeyInput, 'key'>,
): Promise<ProfileEntry> {
  const { profileId, actor } = input
  const key = await stagedKey(directory, profileId)
  const { operationId, outcome, at } = await engine.probeKey({ ...input, key })
  const code = 'code' in outcome ? (outcome.code ?? null) : null
  const probe = { at, outcome: outcome.outcome, code, suggests: probeVerdict(outcome) }
  return noteProbe(directory, { profileId, actor, staged: key.fingerprint(), probe, operationId })
}
