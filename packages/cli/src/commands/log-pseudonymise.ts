import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { logMessages } from './log-messages.js'
import { doLogTask, logPlace } from './open-log.js'

interface LogPseudonymiseOptions {
  readonly email: string
  readonly reason: string
}

/** `log pseudonymise`: forgets an account and keeps what happened. */
export async function logPseudonymise(
  invocation: Invocation,
  { options }: { readonly options: LogPseudonymiseOptions },
): Promise<ExitCode> {
  const { language, output } = invocation
  const place = logPlace(invocation)
  const { email, reason } = options
  const account = email.trim().toLowerCase()
  const task = { task: 'pseudonymise', profileId: place.profileId, account, reason } as const
  const done = (await doLogTask(invocation, place, task)) as { readonly pseudonym: string }
  output.result(done, () => logMessages[language].pseudonymised(done.pseudonym))
  return exitCode.done
}
