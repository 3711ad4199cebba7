import { readFileSync } from 'node:fs'
import type { ProfileDetails } from 'paycircle-server/api'
import { programError } from '../errors.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { doProfileTask } from '../profiles/index.js'
import { profileText } from './profile-text.js'
import { profileMessages } from './profile-messages.js'
import { pathOf, runProfileTask, selectedProfile } from './run-profile-task.js'

interface Named {
  readonly argument: string | undefined
}

/** `profile show`: the profile whole, keys by fingerprint. */
export function profileShow(invocation: Invocation): Promise<ExitCode> {
  return runProfileTask(invocation, 'show', {})
}

/** `profile gate`: what stands between the profile and live calls. */
export async function profileGate(invocation: Invocation): Promise<ExitCode> {
  const details = (await doProfileTask(invocation, {
    task: 'show',
    profileId: selectedProfile(invocation),
  })) as ProfileDetails
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
  return runProfileTask(invocation, 'go-live', override ? { overrideReason: reason ?? '' } : {})
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
  return runProfileTask(invocation, 'create', { settings, keyFile: pathOf(invocation, options['key-file']) })
}

/** `profile update`: changes settings of a profile of the store. */
export function profileUpdate(invocation: Invocation, { options }: SettingsInput): Promise<ExitCode> {
  return runProfileTask(invocation, 'update', { changes: settingsOf(invocation, options.settings) })
}

/** `profile remove`: serves it no more. */
export async function profileRemove(
  invocation: Invocation,
  { options }: { readonly options: { readonly reason: string } },
): Promise<ExitCode> {
  const id = selectedProfile(invocation)
  const done = await doProfileTask(invocation, { task: 'remove', profileId: id, reason: options.reason })
  invocation.output.result(done, () => profileMessages[invocation.language].nowRemoved(id))
  return exitCode.done
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
