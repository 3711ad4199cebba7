import { doAccessTask, type AccessTask, type UserValue } from '../access/index.js'
import { configurationError, readConfiguration } from '../configuration/index.js'
import { settingTexts } from '../configuration/settings.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { table } from '../output/table.js'
import { accessMessages } from './access-messages.js'

interface Named {
  readonly argument: string | undefined
}

interface WithPassword {
  readonly options: { readonly 'password-stdin': boolean }
}

interface WithRole {
  readonly options: { readonly role: string; readonly only: readonly string[] }
}

const maxPasswordBytes = 1024

/** `user create`: somebody who may log in, with a password from standard input or a link to set one. */
export async function userCreate(
  invocation: Invocation,
  { argument = '', options }: Named & WithPassword & WithRole,
): Promise<ExitCode> {
  const profileIds = options.only.length === 0 ? null : [...options.only]
  const given = await passwordOf(invocation, options['password-stdin'])
  const task = { task: 'create-user', name: argument, role: options.role, profileIds, ...given } as const
  return tellUser(invocation, task, accessMessages[invocation.language].userMade)
}

/** `user reset-password`: a new password from standard input, or a link to set one. */
export async function userResetPassword(
  invocation: Invocation,
  { argument = '', options }: Named & WithPassword,
): Promise<ExitCode> {
  const given = await passwordOf(invocation, options['password-stdin'])
  const task = { task: 'reset-password', name: argument, ...given } as const
  return tellUser(invocation, task, accessMessages[invocation.language].passwordSet)
}

/** `user disable`: ends the sessions and lets nobody log in by that name. */
export function userDisable(invocation: Invocation, { argument = '' }: Named): Promise<ExitCode> {
  const task = { task: 'disable-user', name: argument, disabled: true } as const
  return tellUser(invocation, task, accessMessages[invocation.language].disabled)
}

/** `user enable`: lets him in again. */
export function userEnable(invocation: Invocation, { argument = '' }: Named): Promise<ExitCode> {
  const task = { task: 'disable-user', name: argument, disabled: false } as const
  return tellUser(invocation, task, accessMessages[invocation.language].enabled)
}

/** `user link`: whom the identity provider calls so logs in as the user. */
export function userLink(
  invocation: Invocation,
  { argument = '', options: { subject } }: Named & { readonly options: { readonly subject: string } },
): Promise<ExitCode> {
  const { oidcIssuer: issuer } = readConfiguration(invocation.environment, invocation.workingFolder).installation
  if (issuer === undefined) {
    const { expects } = settingTexts.oidcIssuer
    const where = { variable: 'PAYCIRCLE_OIDC_ISSUER', path: 'oidcIssuer' }
    throw configurationError('configuration-value-missing', { ...where, expects, rows: [] })
  }
  const task = { task: 'link-subject', name: argument, subject: { issuer, subject } } as const
  return tellUser(invocation, task, accessMessages[invocation.language].linked)
}

/** `user unlink`: no more. */
export function userUnlink(invocation: Invocation, { argument = '' }: Named): Promise<ExitCode> {
  const task = { task: 'link-subject', name: argument, subject: null } as const
  return tellUser(invocation, task, accessMessages[invocation.language].unlinked)
}

/** `user set-role`: another role, and with `--only` other profiles. */
export function userSetRole(invocation: Invocation, { argument = '', options }: Named & WithRole): Promise<ExitCode> {
  const { role, only } = options
  const more = only.length === 0 ? {} : { profileIds: [...only] }
  const task = { task: 'set-role', name: argument, role, ...more } as const
  return tellUser(invocation, task, (name) => accessMessages[invocation.language].roleSet(name, role))
}

/** `user list`: who may log in. */
export async function userList(invocation: Invocation): Promise<ExitCode> {
  const { items } = (await doAccessTask(invocation, { task: 'list-users' })).value as {
    readonly items: readonly UserValue[]
  }
  const say = accessMessages[invocation.language]
  invocation.output.result({ items }, () =>
    table(
      [say.name, say.role, say.profiles, say.state, say.created],
      items.map(({ name, role, profiles, hasPassword, isLinked, disabledAt, createdAt }) => [
        name,
        role,
        profiles === null ? say.all : profiles.join(' '),
        disabledAt !== null ? say.stateDisabled : hasPassword || isLinked ? say.active : say.noPassword,
        createdAt ?? '',
      ]),
    ),
  )
  return exitCode.done
}

async function tellUser(invocation: Invocation, task: AccessTask, done: (name: string) => string): Promise<ExitCode> {
  const { value, installation } = await doAccessTask(invocation, task)
  const user = value as UserValue & { readonly passwordPath?: string }
  const say = accessMessages[invocation.language]
  const { passwordPath: path } = user
  invocation.output.result(user, () => {
    if (path === undefined) return done(user.name)
    const { publicUrl } = installation
    const link = publicUrl === undefined ? `${path}  (${say.pathNote})` : `${publicUrl.replace(/\/$/, '')}${path}`
    return [say.linkMade(user.name), link].join('\n')
  })
  return exitCode.done
}

/** From standard input, never from the command line: others see that. */
async function passwordOf({ stdin }: Invocation, isGiven: boolean): Promise<{ readonly password?: string }> {
  if (!isGiven) return {}
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stdin) {
    length += chunk.length
    // Longer than any that is taken; what is wrong with it is said where it is judged.
    if (length > maxPasswordBytes) break
    chunks.push(chunk)
  }
  return {
    password: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/\r?\n$/, ''),
  }
}
