import type { ProfileDetails } from 'paycircle-server/api'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { doProfileTask } from '../profiles/index.js'
import { profileText } from './profile-text.js'
import { pathOf, runProfileTask, selectedProfile } from './run-profile-task.js'

/** `profile rotate-key stage`: keeps a new key until it is switched to. */
export function rotateKeyStage(
  invocation: Invocation,
  { options }: { readonly options: { readonly 'key-file': string } },
): Promise<ExitCode> {
  return runProfileTask(invocation, 'stage', { keyFile: pathOf(invocation, options['key-file']) }, 'key')
}

/** `profile rotate-key probe`: one query with the new key, and what the answer suggests. */
export async function rotateKeyProbe(
  invocation: Invocation,
  { options }: { readonly options: { readonly email: string } },
): Promise<ExitCode> {
  const profileId = selectedProfile(invocation)
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
  return runProfileTask(
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
  return runProfileTask(invocation, 'back', { reason: options.reason }, 'key')
}

/** `profile rotate-key status`: which key is in use, which waits, which can be gone back to. */
export function rotateKeyStatus(invocation: Invocation): Promise<ExitCode> {
  return runProfileTask(invocation, 'show', {}, 'key')
}
