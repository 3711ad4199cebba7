import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import type { CreatedApiKey } from '../../access/index.js'
import { scopes } from '../../api/index.js'
import { readAs } from '../bodies.js'
import { isRefusal } from '../failures.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { keysPage } from '../pages/keys-page.js'
import { linkIn } from '../pages/locale.js'
import type { Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'

const dayMs = 86_400_000
const newKeyForm = z.looseObject({
  name: z.string().max(200),
  days: z
    .string()
    .regex(/^\s*\d{0,4}\s*$/)
    .default(''),
})
const revokeForm = z.object({ id: z.string().max(64) })

/** The API keys of the profile, for administrators. */
export function keyPageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { access, store, clock } = surroundings

  const show = async (
    desk: Desk,
    request: FastifyRequest,
    reply: FastifyReply,
    created?: CreatedApiKey,
    error?: PaycircleError,
  ) => {
    const context = pages.operatorContext(request, desk, '/keys')
    const made = created && { id: created.row.id, key: created.key }
    const refused = error?.describe(context.locale.language)
    const text = keysPage(context, { keys: await store.apiKeys(desk.profile.id), ...defined({ made, refused }) })
    return pages.send(reply, context, text, error === undefined ? {} : { status: statusOf(error.code) })
  }

  return [
    deskRoute(surroundings, 'GET', '/keys', 'keys:manage', (desk, request, reply) => show(desk, request, reply)),
    deskRoute(surroundings, 'POST', '/keys', 'keys:manage', async (desk, request, reply) => {
      try {
        const { name, days, ...fields } = readAs(newKeyForm, request.body ?? {})
        const chosen = scopes.filter((scope) => fields[`scope ${scope}`] !== undefined)
        const end = Number(days) === 0 ? undefined : clock.now() + Number(days) * dayMs
        const input = { profileId: desk.profile.id, name, actor: desk.operator.actor }
        const more = { ...(chosen.length === 0 ? {} : { scopes: chosen }), ...defined({ expiresAt: end }) }
        return await show(desk, request, reply, await access.createApiKey({ ...input, ...more }))
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, undefined, error)
      }
    }),
    deskRoute(surroundings, 'POST', '/keys/revoke', 'keys:manage', async (desk, request, reply) => {
      const { id } = readAs(revokeForm, request.body ?? {})
      await access.revokeApiKey({ profileId: desk.profile.id, id, actor: desk.operator.actor })
      return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, '/keys'))
    }),
  ]
}
