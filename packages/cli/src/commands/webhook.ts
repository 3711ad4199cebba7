import type { WebhookValue } from 'paycircle-server/api'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { table } from '../output/table.js'
import { doWebhookTask } from '../webhooks/index.js'
import { webhookMessages } from './webhook-messages.js'

interface CreateInput {
  readonly options: { readonly url: string; readonly event: readonly string[] }
}

/** `webhook create`: has events posted to an address; the secret is printed this once. */
export async function webhookCreate(invocation: Invocation, { options }: CreateInput): Promise<ExitCode> {
  const { url, event } = options
  const events = event.length === 0 ? {} : { events: [...event] }
  const made = (await doWebhookTask(invocation, {
    task: 'create',
    profileId: profileOf(invocation),
    url,
    ...events,
  })) as WebhookValue & { readonly secret: string }
  invocation.output.result(made, () => [webhookMessages[invocation.language].made(made.id), made.secret].join('\n'))
  return exitCode.done
}

/** `webhook list`: the profile's webhooks, without their secrets. */
export async function webhookList(invocation: Invocation): Promise<ExitCode> {
  const done = await doWebhookTask(invocation, { task: 'list', profileId: profileOf(invocation) })
  const { items } = done as { readonly items: readonly WebhookValue[] }
  const say = webhookMessages[invocation.language]
  invocation.output.result({ items }, () =>
    table(
      [say.id, say.url, say.events, say.state, say.reason],
      items.map(({ id, url, events, state, reason, secretFault }) => [
        id,
        url,
        events?.join(' ') ?? say.all,
        state,
        reason ?? secretFault ?? '',
      ]),
    ),
  )
  return exitCode.done
}

/** `webhook delete`: nothing is posted there any more. */
export async function webhookDelete(
  invocation: Invocation,
  { argument = '' }: { readonly argument: string | undefined },
): Promise<ExitCode> {
  const task = { task: 'delete', profileId: profileOf(invocation), id: argument } as const
  const deleted = (await doWebhookTask(invocation, task)) as WebhookValue
  invocation.output.result(deleted, () => webhookMessages[invocation.language].deleted(deleted.id))
  return exitCode.done
}

interface ReplayInput {
  readonly argument: string | undefined
  readonly options: { readonly from: string }
}

/** `webhook replay`: delivers what a webhook has missed, from an event on. */
export async function webhookReplay(
  invocation: Invocation,
  { argument = '', options }: ReplayInput,
): Promise<ExitCode> {
  const task = { task: 'replay', profileId: profileOf(invocation), id: argument, from: options.from } as const
  const done = (await doWebhookTask(invocation, task)) as { readonly deliveries: number }
  invocation.output.result(done, () => webhookMessages[invocation.language].replayed(done.deliveries))
  return exitCode.done
}

function profileOf({ profile = 'default' }: Invocation): string {
  return profile
}
