import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import type { Posted } from '../../delivery/index.js'
import { readAs } from '../bodies.js'
import type { Desk } from '../operator-desk.js'
import type { PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { webhookPage } from '../pages/webhook-page.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'
import { deadLettersOf, waitingFor, webhookFacts } from '../webhook-details.js'

const pageQuery = z.object({
  cursor: z.string().max(2000).optional(),
  changed: z.string().max(1).optional(),
  replayed: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
})

/** What has just come of something that was done on the page. */
export interface Came {
  readonly tested?: Posted
  readonly error?: PaycircleError
  /** Of a webhook that was just made or given another. */
  readonly secret?: string
}

/** Shows the page of a webhook. */
export function webhookShower(surroundings: Surroundings, pages: PageAnswers) {
  const { delivery, store } = surroundings
  return async (desk: Desk, request: FastifyRequest, reply: FastifyReply, id: string, came: Came = {}) => {
    const webhook = await delivery.get(desk.profile.id, id)
    const isRead = request.method === 'GET'
    const context = pages.operatorContext(request, desk, isRead ? undefined : `/webhooks/${webhook.id}`)
    const { cursor, replayed, changed } = isRead ? readAs(pageQuery, request.query) : {}
    const { tested, error, secret } = came
    const refused = error?.describe(context.locale.language)
    const text = webhookPage(context, {
      ...(await webhookFacts(surroundings, webhook, await store.deliveryStanding(desk.profile.id))),
      waiting: await waitingFor(store, webhook.id),
      letters: await deadLettersOf(store, webhook.id, cursor),
      isChanged: changed !== undefined,
      ...defined({ tested, refused, secret, replayed: replayed === undefined ? undefined : Number(replayed) }),
    })
    return pages.send(reply, context, text, error === undefined ? {} : { status: statusOf(error.code) })
  }
}

export function idOf(request: FastifyRequest): string {
  return (request.params as { readonly id: string }).id
}
