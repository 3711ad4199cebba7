import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import { deliveryError, type Posted } from '../../delivery/index.js'
import { readAs } from '../bodies.js'
import { isRefusal } from '../failures.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { linkIn } from '../pages/locale.js'
import { replayPage } from '../pages/replay-page.js'
import { webhookPage } from '../pages/webhook-page.js'
import { webhooksPage } from '../pages/webhooks-page.js'
import type { Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'
import { deadLettersOf, waitingFor, webhookFacts } from '../webhook-details.js'

const eventId = z.string().min(1).max(100)
const replayForm = z.object({ event: eventId.optional() })
const replayQuery = z.object({ event: eventId.optional() })
const pageQuery = z.object({
  cursor: z.string().max(2000).optional(),
  replayed: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
})

/** Where the profile's events are posted to, for administrators. S3-18 */
export function webhookPageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { delivery, store } = surroundings

  const show = async (
    desk: Desk,
    request: FastifyRequest,
    reply: FastifyReply,
    came: { readonly tested?: Posted; readonly error?: PaycircleError } = {},
  ) => {
    const webhook = await delivery.get(desk.profile.id, idOf(request))
    const isRead = request.method === 'GET'
    const context = pages.operatorContext(request, desk, isRead ? undefined : `/webhooks/${webhook.id}`)
    const { cursor, replayed } = isRead ? readAs(pageQuery, request.query) : {}
    const { tested, error } = came
    const refused = error?.describe(context.locale.language)
    const text = webhookPage(context, {
      ...(await webhookFacts(surroundings, webhook, await store.deliveryStanding(desk.profile.id))),
      waiting: await waitingFor(store, webhook.id),
      letters: await deadLettersOf(store, webhook.id, cursor),
      ...defined({ tested, refused, replayed: replayed === undefined ? undefined : Number(replayed) }),
    })
    return pages.send(reply, context, text, error === undefined ? {} : { status: statusOf(error.code) })
  }

  /** Something that is done about a webhook on its page, where a refusal is told as well; gives the query to go on with. */
  const act = (path: string, does: (desk: Desk, id: string, body: unknown) => Promise<string>) =>
    deskRoute(surroundings, 'POST', `/webhooks/:id/${path}`, 'webhooks:manage', async (desk, request, reply) => {
      try {
        const id = idOf(request)
        const query = await does(desk, id, request.body ?? {})
        return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, `/webhooks/${id}${query}`))
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, { error })
      }
    })

  return [
    deskRoute(surroundings, 'GET', '/webhooks', 'webhooks:manage', async (desk, request, reply) => {
      const context = pages.operatorContext(request, desk)
      const { id } = desk.profile
      const [webhooks, standings] = [await delivery.list(id), await store.deliveryStanding(id)]
      const facts = await Promise.all(webhooks.map((webhook) => webhookFacts(surroundings, webhook, standings)))
      return pages.send(reply, context, webhooksPage(context, facts))
    }),
    deskRoute(surroundings, 'GET', '/webhooks/:id', 'webhooks:manage', show),
    deskRoute(surroundings, 'GET', '/webhooks/:id/replay', 'webhooks:manage', async (desk, request, reply) => {
      const context = pages.operatorContext(request, desk)
      const webhook = await delivery.get(desk.profile.id, idOf(request))
      const { event } = readAs(replayQuery, request.query)
      if (event !== undefined && (await store.delivery(`${webhook.id}/${event}`)) === undefined) {
        throw deliveryError('delivery-unknown', { id: event })
      }
      const { standing } = await webhookFacts(surroundings, webhook, await store.deliveryStanding(desk.profile.id))
      const text = replayPage(context, { webhook, dead: standing.dead, ...defined({ eventId: event }) })
      return pages.send(reply, context, text)
    }),
    act('replay', async ({ profile, operator: { actor } }, id, body) => {
      const { event } = readAs(replayForm, body)
      const caller = { profileId: profile.id, actor }
      if (event === undefined) return `?replayed=${(await delivery.replayDead(caller, id)).deliveries}`
      await delivery.replay(caller, id, event)
      return '?replayed=1'
    }),
    act('enable', async ({ profile, operator: { actor } }, id) => {
      await delivery.change({ profileId: profile.id, actor }, id, { state: 'active' })
      return ''
    }),
    // What came of a test stands nowhere but in the answer.
    deskRoute(surroundings, 'POST', '/webhooks/:id/test', 'webhooks:manage', async (desk, request, reply) => {
      try {
        const caller = { profileId: desk.profile.id, actor: desk.operator.actor }
        return await show(desk, request, reply, { tested: await delivery.test(caller, idOf(request)) })
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, { error })
      }
    }),
  ]
}

function idOf(request: FastifyRequest): string {
  return (request.params as { readonly id: string }).id
}
