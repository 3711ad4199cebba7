import { formats } from 'paycircle/internal/vocabulary'
import type { SigningRow } from '../store/port/index.js'
import { accountOfEmail, findAgreement } from './account.js'
import { changeAgreement } from './change.js'
import { merchantOf, refuseStopped, type EngineContext } from './context.js'
import { digestOfToken, newToken } from './start-token.js'
import type { AgentLink, AgentLinkInput } from './types.js'

const place = { parameter: 'email', service: 'sign_protocol_with_partner' } as const

/**
 * A link to an agent's own page, where he sees whether he has signed or terminated. It begins nothing, leaves the
 * agreement as it is, and leads to no signing. Q4-04
 */
export async function makeStatusLink(context: EngineContext, input: AgentLinkInput): Promise<AgentLink> {
  refuseStopped(context)
  merchantOf(context, input.profileId)
  const account = accountOfEmail(input.email)
  const wrong = formats['signer-email'](account.accountAsGiven, place) // S4-05
  if (wrong !== undefined) throw wrong
  const known = await findAgreement(context, input.profileId, { by: 'email', email: input.email })
  const token = newToken(context.random)
  const operation = { operationId: context.newId('op'), actor: input.actor }
  let expiresAt = 0
  const changed = await changeAgreement(
    context,
    known === undefined ? { profileId: input.profileId, ...account } : { id: known.id },
    (row) => {
      const at = context.clock.now()
      expiresAt = at + context.limits.linkLifeMs
      const signing: SigningRow = {
        id: context.newId('sgn'),
        profileId: row.profileId,
        agreementId: row.id,
        tokenDigest: digestOfToken(token),
        scope: 'status',
        returnTo: null,
        createdAt: at,
        expiresAt,
        departedAt: null,
        arrivedAt: null,
      }
      return {
        changes: { updatedAt: row.updatedAt },
        guards: [],
        writes: [{ write: 'insert-signing', row: signing }],
        log: [context.record('agent-link.made', at, row, operation, { signingId: signing.id })],
      }
    },
  )
  if (!('row' in changed)) throw new Error('no guard of this unit can fail')
  return { token, expiresAt, agreement: changed.row }
}
