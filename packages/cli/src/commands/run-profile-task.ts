import { resolve } from 'node:path'
import type { ProfileDetails } from 'paycircle-server/api'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { doProfileTask, type ProfileTask } from '../profiles/index.js'
import { profileText } from './profile-text.js'

type TaskOf<Name extends ProfileTask['task']> = Omit<Extract<ProfileTask, { task: Name }>, 'task' | 'profileId'>

/** Has the task done about the selected profile, and prints how it stands then. */
export async function runProfileTask<
  Name extends 'show' | 'create' | 'update' | 'go-live' | 'stage' | 'switch' | 'back',
>(invocation: Invocation, task: Name, input: TaskOf<Name>, part?: 'key'): Promise<ExitCode> {
  // The pieces are those of this very task.
  const whole = { ...input, task, profileId: selectedProfile(invocation) } as unknown as ProfileTask
  const details = (await doProfileTask(invocation, whole)) as ProfileDetails
  const { language, output } = invocation
  for (const { code, message } of details.notices) if (code === 'test-account-fee') output.notice(message) // S3-03
  output.result(details, () => profileText(details, language, part))
  return exitCode.done
}

/** The profile that the command is about. */
export function selectedProfile({ profile = 'default' }: Invocation): string {
  return profile
}

/** A path as the command line gives it. */
export function pathOf({ workingFolder }: Invocation, path: string): string {
  return resolve(workingFolder, path)
}
