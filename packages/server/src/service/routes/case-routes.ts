import { endpoints } from '../../api/index.js'
import { buildCase, caseDocument, caseText, type CaseMerchant } from '../../cases/index.js'
import type { MerchantProfile } from '../../profiles/index.js'
import { apiRoute } from '../api-route.js'
import { serviceError } from '../errors.js'
import { noteRead } from '../note-read.js'
import { deskRoute } from '../operator-desk.js'
import type { PageAnswers } from '../page-answers.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** Support cases for Alipay. S3-21, S3-22, S3-05 */
export function caseRoutes(surroundings: Surroundings): readonly Route[] {
  return [
    apiRoute(surroundings, endpoints.getOperationCase, async ({ profileId, actor, parameters }) =>
      caseDocument(await caseOf(surroundings, profileId, parameters, actor)),
    ),
  ]
}

/** The same as text, for the operator to copy. */
export function casePageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  return [
    deskRoute(surroundings, 'GET', '/operations/:id/case', 'log:see', async (desk, request, reply) => {
      const found = await caseOf(surroundings, desk.profile.id, request.params, desk.operator.actor)
      const { language } = pages.operatorContext(request, desk).locale
      reply.headers({
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      return caseText(found, language)
    }),
  ]
}

async function caseOf(
  surroundings: Surroundings,
  profileId: string,
  params: unknown,
  actor: Parameters<typeof noteRead>[1],
) {
  const { id } = params as { readonly id: string }
  const profile = surroundings.engine.profiles.get(profileId)
  if (profile === undefined) throw serviceError('operation-unknown', {})
  const { store, clock } = surroundings
  const found = await buildCase({ store, merchant: merchantOf(profile), id, now: clock.now() })
  if (found.agreement !== undefined) await noteRead(surroundings, actor, found.agreement, 'operation')
  return found
}

function merchantOf({ id, partner, mode, charset, signType, accountParameter }: MerchantProfile): CaseMerchant {
  return { profileId: id, partner, mode, charset, signType, accountParameter }
}
