import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { doProfileTask } from '../profiles/index.js'
import { profileMessages } from './profile-messages.js'

/** `secrets reseal`: seals every secret of the store with the first key of the seal key file. */
export async function secretsReseal(invocation: Invocation): Promise<ExitCode> {
  const done = (await doProfileTask(invocation, { task: 'reseal' })) as Record<'keyId', string> &
    Record<'resealed' | 'total', number>
  const say = profileMessages[invocation.language]
  invocation.output.result(done, () => say.resealed(done.resealed, done.total, done.keyId))
  return exitCode.done
}
