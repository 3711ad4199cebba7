import { endpoints } from '../../api/index.js'
import type { WebhookRow } from '../../store/port/index.js'
import { apiRoute } from '../api-route.js'
import { deliveryValue, webhookValue } from '../api-values.js'
import { idempotencyKeyOf, replayedHeader } from '../idempotency-key.js'
import { defined, pageValue } from '../page-value.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** Where a profile's events are posted to, and what came of it. S3-18, Q3-17 */
export function webhookRoutes(surroundings: Surroundings): readonly Route[] {
  const { delivery } = surroundings
  const told = async (row: WebhookRow) => webhookValue(row, await delivery.secretFault(row))
  return [
    apiRoute(surroundings, endpoints.createWebhook, async ({ profileId, actor, body, request, headers }) => {
      const optional = defined({ events: body.events, idempotencyKey: idempotencyKeyOf(request) })
      const { webhook, secret, replayed } = await delivery.create({ profileId, actor, url: body.url, ...optional })
      if (replayed) headers[replayedHeader] = 'true'
      return { ...webhookValue(webhook), secret }
    }),
    apiRoute(surroundings, endpoints.listWebhooks, async ({ profileId }) => ({
      items: await Promise.all((await delivery.list(profileId)).map(told)),
    })),
    apiRoute(surroundings, endpoints.getWebhook, async ({ profileId, parameters }) =>
      told(await delivery.get(profileId, parameters.webhook)),
    ),
    apiRoute(surroundings, endpoints.changeWebhook, async ({ profileId, actor, parameters, body }) =>
      told(await delivery.change({ profileId, actor }, parameters.webhook, defined(body))),
    ),
    apiRoute(surroundings, endpoints.deleteWebhook, async ({ profileId, actor, parameters }) =>
      webhookValue(await delivery.remove({ profileId, actor }, parameters.webhook)),
    ),
    apiRoute(
      surroundings,
      endpoints.rotateWebhookSecret,
      async ({ profileId, actor, parameters, request, headers }) => {
        const key = idempotencyKeyOf(request)
        const { webhook, secret, replayed } = await delivery.rotateSecret({ profileId, actor }, parameters.webhook, key)
        if (replayed) headers[replayedHeader] = 'true'
        return { ...webhookValue(webhook), secret }
      },
    ),
    apiRoute(surroundings, endpoints.testWebhook, async ({ profileId, actor, parameters }) => {
      const posted = await delivery.test({ profileId, actor }, parameters.webhook)
      if (posted.status === null) return { delivered: false, ...posted }
      return { delivered: posted.status >= 200 && posted.status < 300, status: posted.status, failure: null }
    }),
    apiRoute(surroundings, endpoints.replayEvents, ({ profileId, actor, parameters, body }) =>
      delivery.replayFrom({ profileId, actor }, parameters.webhook, body.from),
    ),
    apiRoute(surroundings, endpoints.listDeliveries, async ({ profileId, parameters, query }) => {
      const { limit, state, cursor } = query
      const filter = { webhookId: parameters.webhook, limit, ...defined({ state, cursor }) }
      return pageValue(await delivery.deliveries(profileId, filter), deliveryValue)
    }),
    apiRoute(surroundings, endpoints.replayDelivery, async ({ profileId, actor, parameters }) =>
      deliveryValue(await delivery.replay({ profileId, actor }, parameters.webhook, parameters.event)),
    ),
  ]
}
