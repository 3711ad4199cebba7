import type { Scope } from 'paycircle-server/api'
import { doAccessTask, type KeyValue } from '../access/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { table } from '../output/table.js'
import { accessMessages } from './access-messages.js'

const dayMs = 86_400_000

interface CreateInput {
  readonly options: {
    readonly name: string
    readonly scope: readonly string[]
    readonly 'expires-in-days': number | undefined
  }
}

/** `api-key create`: a key of the profile; printed this once. */
export async function apiKeyCreate(invocation: Invocation, { options }: CreateInput): Promise<ExitCode> {
  const { scope, 'expires-in-days': days } = options
  const { value } = await doAccessTask(invocation, {
    task: 'create-key',
    profileId: profileOf(invocation),
    name: options.name,
    ...(scope.length === 0 ? {} : { scopes: scope as readonly Scope[] as Scope[] }),
    ...(days === undefined ? {} : { expiresAt: invocation.clock.now() + days * dayMs }),
  })
  const made = value as KeyValue & { readonly key: string }
  invocation.output.result(made, () => [accessMessages[invocation.language].keyMade(made.id), made.key].join('\n'))
  return exitCode.done
}

/** `api-key list`: the keys of the profile, without the keys themselves. */
export async function apiKeyList(invocation: Invocation): Promise<ExitCode> {
  const { value } = await doAccessTask(invocation, { task: 'list-keys', profileId: profileOf(invocation) })
  const { items } = value as { readonly items: readonly KeyValue[] }
  const say = accessMessages[invocation.language]
  invocation.output.result({ items }, () =>
    table(
      [say.id, say.name, say.scopes, say.created, say.expires, say.lastUsed, say.state],
      items.map(({ id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }) => [
        id,
        name,
        scopes === null ? say.all : scopes.join(' '),
        createdAt ?? '',
        expiresAt ?? '',
        lastUsedAt ?? '',
        revokedAt === null ? say.active : say.revoked,
      ]),
    ),
  )
  return exitCode.done
}

/** `api-key revoke`: ends a key of the profile, for good. */
export async function apiKeyRevoke(
  invocation: Invocation,
  { argument = '' }: { readonly argument: string | undefined },
): Promise<ExitCode> {
  const task = { task: 'revoke-key', profileId: profileOf(invocation), id: argument } as const
  const revoked = (await doAccessTask(invocation, task)).value as KeyValue
  invocation.output.result(revoked, () => accessMessages[invocation.language].keyRevoked(revoked.id))
  return exitCode.done
}

function profileOf({ profile = 'default' }: Invocation): string {
  return profile
}
