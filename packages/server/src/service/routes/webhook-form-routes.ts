import type { FastifyReply, FastifyRequest } from 'fastify'
import { systemRandom } from 'paycircle/internal/base'
import { z } from 'zod'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
import { isOurs } from '../failures.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { countWords } from '../pages/delivery-words.js'
import { linkIn } from '../pages/locale.js'
import { webhookConfirmPage } from '../pages/webhook-confirm-page.js'
import { webhookChangePage, type WebhookForm } from '../pages/webhook-form.js'
import { webhooksPage } from '../pages/webhooks-page.js'
import type { Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'
import { webhookFacts } from '../webhook-details.js'
import { webhookFormMessages } from '../webhook-form-messages.js'
import { webhookPageMessages } from '../webhook-page-messages.js'
import { idOf, webhookShower } from './show-webhook.js'

const targetForm = z.object({ url: z.string().trim().max(4096), events: z.string().max(4096).default('') })
const onceForm = z.object({ once: z.string().regex(/^[\da-f]{32}$/) })
const listQuery = z.object({ deleted: z.string().max(1).optional() })
const eventType = /^[a-z]+\.[a-z_]+$/

/** Making and changing webhooks, giving them another secret and deleting them, for administrators. S3-18 */
export function webhookFormRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { delivery, store } = surroundings
  const show = webhookShower(surroundings, pages)
  const may = 'webhooks:manage'
  const callerAt = ({ profile, operator }: Desk) => ({ profileId: profile.id, actor: operator.actor })

  const list = async (desk: Desk, request: FastifyRequest, reply: FastifyReply, form: WebhookForm) => {
    const isRead = request.method === 'GET'
    const context = pages.operatorContext(request, desk, isRead ? undefined : '/webhooks')
    const { id } = desk.profile
    const [rows, standings] = [await delivery.list(id), await store.deliveryStanding(id)]
    const webhooks = await Promise.all(rows.map((row) => webhookFacts(surroundings, row, standings)))
    const isDeleted = isRead && readAs(listQuery, request.query).deleted !== undefined
    const text = webhooksPage(context, { webhooks, form, once: newOnce(), isDeleted })
    return pages.send(reply, context, text, statusFor(form))
  }

  const changePage = (desk: Desk, request: FastifyRequest, reply: FastifyReply, form: WebhookForm) => {
    const id = idOf(request)
    const context = pages.operatorContext(request, desk, `/webhooks/${id}/change`)
    return pages.send(reply, context, webhookChangePage(context, id, form), statusFor(form))
  }

  /** A page that asks once more; gives what it says beside the webhook. */
  const confirmation = (step: 'secret' | 'delete') =>
    deskRoute(surroundings, 'GET', `/webhooks/:id/${step}`, may, async (desk, request, reply) => {
      const context = pages.operatorContext(request, desk)
      const { language } = context.locale
      const webhook = await delivery.get(desk.profile.id, idOf(request))
      const text = webhookFormMessages[language]
      if (step === 'secret') {
        const { rotateTitle: title, rotateWords: words, rotateConfirm: confirm } = text
        const facts = { webhook, step, title, words, confirm, once: newOnce() }
        return pages.send(reply, context, webhookConfirmPage(context, facts))
      }
      const { standing } = await webhookFacts(surroundings, webhook, await store.deliveryStanding(desk.profile.id))
      const words = text.deleteWords(countWords(standing.pending, webhookPageMessages[language]))
      const facts = { webhook, step, title: text.deleteTitle, words, confirm: text.deleteConfirm }
      return pages.send(reply, context, webhookConfirmPage(context, facts))
    })

  return [
    deskRoute(surroundings, 'GET', '/webhooks', may, (desk, request, reply) =>
      list(desk, request, reply, { url: '', events: '' }),
    ),
    deskRoute(surroundings, 'POST', '/webhooks', may, async (desk, request, reply) => {
      const body = request.body ?? {}
      try {
        const { url, events } = targetOf(body)
        const input = { ...callerAt(desk), url, idempotencyKey: keyOf(body) }
        const { webhook, secret } = await delivery.create(events === null ? input : { ...input, events })
        return await show(desk, request, reply, webhook.id, { secret })
      } catch (error) {
        return list(desk, request, reply, refusedForm(body, error))
      }
    }),
    deskRoute(surroundings, 'GET', '/webhooks/:id/change', may, async (desk, request, reply) => {
      const { url, events } = await delivery.get(desk.profile.id, idOf(request))
      return changePage(desk, request, reply, { url, events: events?.join(', ') ?? '' })
    }),
    deskRoute(surroundings, 'POST', '/webhooks/:id/change', may, async (desk, request, reply) => {
      const body = request.body ?? {}
      const { id } = await delivery.get(desk.profile.id, idOf(request))
      try {
        await delivery.change(callerAt(desk), id, targetOf(body))
      } catch (error) {
        return changePage(desk, request, reply, refusedForm(body, error))
      }
      return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, `/webhooks/${id}?changed=1`))
    }),
    confirmation('secret'),
    deskRoute(surroundings, 'POST', '/webhooks/:id/secret', may, async (desk, request, reply) => {
      const { id } = await delivery.get(desk.profile.id, idOf(request))
      try {
        const { secret } = await delivery.rotateSecret(callerAt(desk), id, keyOf(request.body ?? {}))
        return await show(desk, request, reply, id, { secret })
      } catch (error) {
        return show(desk, request, reply, id, { error: tellable(error) })
      }
    }),
    confirmation('delete'),
    deskRoute(surroundings, 'POST', '/webhooks/:id/delete', may, async (desk, request, reply) => {
      const id = idOf(request)
      // Sent twice, it is deleted already.
      const row = await store.webhook(id)
      const isOver = row?.profileId === desk.profile.id && row.state === 'deleted'
      if (!isOver) await delivery.remove(callerAt(desk), id)
      return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, '/webhooks?deleted=1'))
    }),
  ]
}

/** Another for each form that is shown. */
function newOnce(): string {
  return Buffer.from(systemRandom(16)).toString('hex')
}

/** Sent twice, the form is one request: what it was answered with before is the answer again. S3-18 */
function keyOf(body: unknown): string {
  return `form-${readAs(onceForm, body).once}`
}

/** @throws event-type-malformed, request-invalid */
function targetOf(body: unknown): { readonly url: string; readonly events: readonly string[] | null } {
  const { url, events } = readAs(targetForm, body)
  const types = events.split(/[\s,;，；、]+/).filter((type) => type !== '')
  const wrong = types.find((type) => !eventType.test(type))
  if (wrong !== undefined) throw serviceError('event-type-malformed', { typed: wrong.slice(0, 60) })
  return { url, events: types.length === 0 ? null : types }
}

/** What is told on the page on which it happened: everything but failures that nobody expected. */
function tellable(error: unknown) {
  if (!isOurs(error) || statusOf(error.code) === 500) throw error
  return error
}

function refusedForm(body: unknown, error: unknown): WebhookForm {
  const typed = body as { readonly url?: string; readonly events?: string }
  return { url: typed.url ?? '', events: typed.events ?? '', refused: tellable(error) }
}

function statusFor({ refused }: WebhookForm) {
  return refused === undefined ? {} : { status: statusOf(refused.code) }
}
