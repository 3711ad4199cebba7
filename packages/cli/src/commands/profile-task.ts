import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ProfileDetails } from 'paycircle-server/api'
import { programError } from '../errors.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { doProfileTask, type ProfileTask } from '../profiles/index.js'
import { profileText } from './profile-text.js'
import { profileMessages } from './profile-messages.js'

type TaskOf<Name extends ProfileTask['task']> = Omit<Extract<ProfileTask, { task: Name }>, 'task' | 'profileId'>

interface Named {
  readonly argument: string | undefined
}

/** `profile show`: the profile whole, keys by fingerprint. */
export function profileShow(invocation: Invocation): Promise<ExitCode> {
  return run(invocation, 'show', {})
}

/** `profile gate`: what stands between the profile and live calls. */
export async function profileGate(invocation: Invocation): Promise<ExitCode> {
  const details = (await doProfileTask(invocation, { task: 'show', profileId: selected(invocation) })) as ProfileDetails
  const { id, mode, gate, notices } = details
  invocation.output.result({ id, mode, gate, notices }, () => profileText(details, invocation.language, 'gate'))
  return gate.readyForLive ? exitCode.done : exitCode.held
}

interface GoLiveInput {
  readonly options: { readonly override: boolean; readonly reason: string | undefined }
}

/** `profile go-live`: through the gate, or with a person's word for the test stages. */
export function profileGoLive(invocation: Invocation, { options }: GoLiveInput): Promise<ExitCode> {
  const { override, reason } = options
  return run(invocation, 'go-live', override ? { overrideReason: reason ?? '' } : {})
}

interface SettingsInput extends Named {
  readonly options: { readonly settings: string }
}

/** `profile create`: a profile that is kept in the store, its key sealed. */
export function profileCreate(
  invocation: Invocation,
  { options }: { readonly options: { readonly settings: string; readonly 'key-file': string } },
): Promise<ExitCode> {
  const settings = settingsOf(invocation, options.settings)
  return run(invocation, 'create', { settings, keyFile: pathOf(invocation, options['key-file']) })
}

/** `profile update`: changes settings of a profile of the store. */
export function profileUpdate(invocation: Invocation, { options }: SettingsInput): Promise<ExitCode> {
  return run(invocation, 'update', { changes: settingsOf(invocation, options.settings) })
}

/** `profile remove`: serves it no more. */
export async function profileRemove(
  invocation: Invocation,
  { options }: { readonly options: { readonly reason: string } },
): Promise<ExitCode> {
  const id = selected(invocation)
  const done = await doProfileTask(invocation, { task: 'remove', profileId: id, reason: options.reason })
  invocation.output.result(done, () => profileMessages[invocation.language].nowRemoved(id))
  return exitCode.done
}

/** `profile rotate-key stage`: keeps a new key until it is switched to. */
export function rotateKeyStage(
  invocation: Invocation,
  { options }: { readonly options: { readonly 'key-file': string } },
): Promise<ExitCode> {
  return run(invocation, 'stage', { keyFile: pathOf(invocation, options['key-file']) }, 'key')
}

/** `profile rotate-key probe`: one query with the new key, and what the answer suggests. */
export async function rotateKeyProbe(
  invocation: Invocation,
  { options }: { readonly options: { readonly email: string } },
): Promise<ExitCode> {
  const profileId = selected(invocation)
  const details = (await doProfileTask(invocation, {
    task: 'probe',
    profileId,
    email: options.email,
  })) as ProfileDetails
  invocation.output.result(details, () => profileText(details, invocation.language, 'key'))
  const { probe } = details.key
  if (probe?.suggests === 'accepted') return exitCode.done
  if (probe?.suggests === 'wrong-or-not-active') return exitCode.no
  return probe?.suggests === 'merchant' ? exitCode.refused : exitCode.indeterminate
}

interface SwitchInput {
  readonly options: {
    readonly at: number | undefined
    readonly 'back-days': number | undefined
    readonly reason: string | undefined
  }
}

/** `profile rotate-key switch`: uses the new key, now or from a time on. */
export function rotateKeySwitch(invocation: Invocation, { options }: SwitchInput): Promise<ExitCode> {
  const { at, 'back-days': backDays, reason } = options
  return run(
    invocation,
    'switch',
    {
      ...(at === undefined ? {} : { at }),
      ...(backDays === undefined ? {} : { backDays }),
      ...(reason === undefined ? {} : { reason }),
    },
    'key',
  )
}

/** `profile rotate-key back`: the old key again, or no switch after all. */
export function rotateKeyBack(
  invocation: Invocation,
  { options }: { readonly options: { readonly reason: string } },
): Promise<ExitCode> {
  return run(invocation, 'back', { reason: options.reason }, 'key')
}

/** `profile rotate-key status`: which key is in use, which waits, which can be gone back to. */
export function rotateKeyStatus(invocation: Invocation): Promise<ExitCode> {
  return run(invocation, 'show', {}, 'key')
}

/** `secrets reseal`: seals every secret of the store with the first key of the seal key file. */
export async function secretsReseal(invocation: Invocation): Promise<ExitCode> {
  const done = (await doProfileTask(invocation, { task: 'reseal' })) as Record<'keyId', string> &
    Record<'resealed' | 'total', number>
  const say = profileMessages[invocation.language]
  invocation.output.result(done, () => say.resealed(done.resealed, done.total, done.keyId))
  return exitCode.done
}

async function run<Name extends 'show' | 'create' | 'update' | 'go-live' | 'stage' | 'switch' | 'back'>(
  invocation: Invocation,
  task: Name,
  input: TaskOf<Name>,
  part?: 'key',
): Promise<ExitCode> {
  // The pieces are those of this very task.
  const whole = { ...input, task, profileId: selected(invocation) } as unknown as ProfileTask
  const details = (await doProfileTask(invocation, whole)) as ProfileDetails
  const { language, output } = invocation
  for (const { code, message } of details.notices) if (code === 'test-account-fee') output.notice(message) // S3-03
  output.result(details, () => profileText(details, language, part))
  return exitCode.done
}

function selected({ profile = 'default' }: Invocation): string {
  return profile
}

const mostSettingsBytes = 64 * 1024

function settingsOf(invocation: Invocation, file: string): Record<string, unknown> {
  const path = pathOf(invocation, file)
  try {
    const text = readFileSync(path, 'utf8')
    const value: unknown = text.length > mostSettingsBytes ? undefined : JSON.parse(text.replace(/^\uFEFF/, ''))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Told below; the parser's message quotes the text, which may hold what should not be there.
  }
  throw programError('settings-file-unusable', { file: path })
}

function pathOf({ workingFolder }: Invocation, path: string): string {
  return resolve(workingFolder, path)
}
