import { z } from 'zod'
import { deliveryError } from '../../delivery/index.js'
import { readAs } from '../bodies.js'
import { isRefusal } from '../failures.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { linkIn } from '../pages/locale.js'
import { replayPage } from '../pages/replay-page.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'
import { webhookFacts } from '../webhook-details.js'
import { idOf, webhookShower } from './show-webhook.js'

const eventId = z.string().min(1).max(100)
const replayForm = z.object({ event: eventId.optional() })
const replayQuery = z.object({ event: eventId.optional() })
/** How a webhook stands, and what is done about its deliveries, for administrators. S3-18 */
export function webhookPageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { delivery, store } = surroundings

  const show = webhookShower(surroundings, pages)

  /** Something that is done about a webhook on its page, where a refusal is told as well; gives the query to go on with. */
  const act = (path: string, does: (desk: Desk, id: string, body: unknown) => Promise<string>) =>
    deskRoute(surroundings, 'POST', `/webhooks/:id/${path}`, 'webhooks:manage', async (desk, request, reply) => {
      try {
        const id = idOf(request)
        const query = await does(desk, id, request.body ?? {})
        return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, `/webhooks/${id}${query}`))
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, idOf(request), { error })
      }
    })

  return [
    deskRoute(surroundings, 'GET', '/webhooks/:id', 'webhooks:manage', (desk, request, reply) =>
      show(desk, request, reply, idOf(request)),
    ),
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
    act('disable', async ({ profile, operator: { actor } }, id) => {
      await delivery.change({ profileId: profile.id, actor }, id, { state: 'disabled' })
      return ''
    }),
    // What came of a test stands nowhere but in the answer.
    deskRoute(surroundings, 'POST', '/webhooks/:id/test', 'webhooks:manage', async (desk, request, reply) => {
      try {
        const caller = { profileId: desk.profile.id, actor: desk.operator.actor }
        return await show(desk, request, reply, idOf(request), { tested: await delivery.test(caller, idOf(request)) })
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, idOf(request), { error })
      }
    }),
  ]
}
