import { resolve } from 'node:path'
import type { Seal } from 'paycircle-server/ledger'
import { anchorPath, makeSealKey } from '../custody/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { logMessages } from './log-messages.js'
import { doLogTask, logPlace } from './open-log.js'

interface LogSealOptions {
  readonly 'new-key': string | undefined
}

/** `log seal`: seals the log's end now, or makes the key with which that is done. */
export async function logSeal(
  invocation: Invocation,
  { options }: { readonly options: LogSealOptions },
): Promise<ExitCode> {
  const { language, output, workingFolder } = invocation
  const say = logMessages[language]
  const newKey = options['new-key']
  if (newKey !== undefined) {
    const made = makeSealKey(resolve(workingFolder, newKey))
    output.result(made, () => [say.keyMade(made.keyFile), say.publicKeyMade(made.publicKeyFile)].join('\n'))
    return exitCode.done
  }
  const place = logPlace(invocation)
  const { sealed } = (await doLogTask(invocation, place, { task: 'seal' })) as { readonly sealed: readonly Seal[] }
  const anchorFile = anchorPath(place.installation, place.store.path)
  output.result({ sealed, anchorFile }, () =>
    [
      ...sealed.map(({ writer, sequence, number }) => say.sealed(writer, sequence, number)),
      ...(sealed.length === 0 ? [say.nothingNew] : []),
      say.anchorsIn(anchorFile),
    ].join('\n'),
  )
  return exitCode.done
}
