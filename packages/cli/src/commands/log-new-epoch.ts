import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { logMessages } from './log-messages.js'
import { doLogTask, logPlace } from './open-log.js'

/** `log new-epoch`: says why the store was put back to an earlier state. */
export async function logNewEpoch(
  invocation: Invocation,
  { options }: { readonly options: { readonly reason: string } },
): Promise<ExitCode> {
  const { language, output } = invocation
  const task = { task: 'new-epoch', reason: options.reason } as const
  const done = (await doLogTask(invocation, logPlace(invocation), task)) as { readonly epoch: number }
  output.result(done, () => logMessages[language].epochNow(done.epoch))
  return exitCode.done
}
