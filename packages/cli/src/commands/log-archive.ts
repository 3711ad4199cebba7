import { resolve } from 'node:path'
import type { TakenOut } from 'paycircle-server/custody'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { logMessages } from './log-messages.js'
import { doLogTask, logPlace } from './open-log.js'

interface LogArchiveOptions {
  readonly before: number
  readonly to: string
}

/** `log archive`: takes whole sealed segments out of the store, into files. */
export async function logArchive(
  invocation: Invocation,
  { options }: { readonly options: LogArchiveOptions },
): Promise<ExitCode> {
  const { language, output, workingFolder } = invocation
  const say = logMessages[language]
  const { before, to } = options
  const task = { task: 'archive', before, folder: resolve(workingFolder, to) } as const
  const done = (await doLogTask(invocation, logPlace(invocation), task)) as { readonly archived: readonly TakenOut[] }
  output.result(done, () =>
    done.archived.length === 0
      ? say.nothingToArchive
      : done.archived
          .map(({ records, writer, through, file = '' }) => say.archived(records, writer, through, file))
          .join('\n'),
  )
  return exitCode.done
}
