import { accountOfEmail } from './account.js'
import { changeAgreement, changeBy } from './change.js'
import { merchantOf, refuseGated, refuseStopped, type EngineContext } from './context.js'
import { engineError } from './errors.js'
import { refusePaused } from './profile-state.js'
import { refuseHeld } from './signings.js'
import type { BuildLinkInput, BuiltLink } from './types.js'

/**
 * A signed request for Alipay's page that somebody carries there himself. Nobody will tell when, so it counts as a
 * departure now.
 */
export async function buildLink(context: EngineContext, input: BuildLinkInput): Promise<BuiltLink> {
  refuseStopped(context)
  const { profileId, signChannel, actor } = input
  const { client, profile } = merchantOf(context, profileId)
  refuseGated(context, profile) // S3-03, Q3-03
  const account = accountOfEmail(input.email)
  const channel = signChannel === undefined ? {} : { signChannel }
  const request = client.signing.request({ email: account.accountAsGiven, ...channel })
  const operation = { operationId: context.newId('op'), actor }
  const changed = await changeAgreement(context, { profileId, ...account }, (row) => {
    refuseHeld(row)
    const at = context.clock.now()
    const change = changeBy(context, row, { event: 'departed', at }, operation)
    const details = { ...change.details, signChannel: signChannel ?? null }
    return {
      changes: change.changes,
      guards: [{ guard: 'profile-open', profileId }],
      writes: change.events,
      log: [context.record('link.built', at, row, operation, details), ...change.log],
    }
  })
  await refusePaused(context, profileId, changed)
  if (!('row' in changed)) throw engineError('agreement-contended', {})
  return { request, operationId: operation.operationId, agreement: changed.row }
}
