import type { Delivery } from 'paycircle-server/delivery'
import { webhookValue } from 'paycircle-server/service'
import { z } from 'zod'

const name = z.string().max(200)

/** What a command may have done about webhooks, by this process or by the service that owns the store. */
export const webhookTaskSchema = z.discriminatedUnion('task', [
  z.strictObject({
    task: z.literal('create'),
    profileId: name,
    url: z.string().max(4096),
    events: z.array(name).max(50).optional(),
  }),
  z.strictObject({ task: z.literal('list'), profileId: name }),
  z.strictObject({ task: z.literal('delete'), profileId: name, id: name }),
  z.strictObject({ task: z.literal('replay'), profileId: name, id: name, from: name }),
])

export type WebhookTask = z.infer<typeof webhookTaskSchema>

const actor = 'cli'

/** Does the task; answers what JSON can carry. A secret is in the answer this once. */
export async function performWebhookTask(delivery: Delivery, task: WebhookTask): Promise<object> {
  const caller = { profileId: task.profileId, actor }
  switch (task.task) {
    case 'create': {
      const { url, events } = task
      const made = await delivery.create({ ...caller, url, ...(events === undefined ? {} : { events }) })
      return { ...webhookValue(made.webhook), secret: made.secret }
    }
    case 'list':
      return {
        items: await Promise.all(
          (await delivery.list(task.profileId)).map(async (row) => webhookValue(row, await delivery.secretFault(row))),
        ),
      }
    case 'delete':
      return webhookValue(await delivery.remove(caller, task.id))
    case 'replay':
      return replayAll(delivery, caller, task)
  }
}

/** A call replays a slice; the command goes on to the end. */
async function replayAll(
  delivery: Delivery,
  caller: { readonly profileId: string; readonly actor: string },
  { id, from }: { readonly id: string; readonly from: string },
): Promise<{ readonly deliveries: number }> {
  let deliveries = 0
  for (let next: string | undefined = from; next !== undefined;) {
    const done = await delivery.replayFrom(caller, id, next)
    deliveries += done.deliveries
    next = done.next
  }
  return { deliveries }
}
