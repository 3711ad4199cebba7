import type { Clock, Language } from 'paycircle/internal/base'
import type { Output } from './output/index.js'

/** Everything outside a command that it may use; made once, by `main`. */
export interface Invocation {
  readonly language: Language
  readonly output: Output
  /** The profile that `--profile` names. */
  readonly profile: string | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Relative paths of the environment and of the command line start here. */
  readonly workingFolder: string
  readonly clock: Clock
  readonly stdin: AsyncIterable<Buffer>
  /** Resolves when the person or the system asks the process to stop. */
  readonly stopRequested: () => Promise<void>
  /** Calls the listener whenever the system asks to read the configuration again; the function returned ends that. */
  readonly onReload: (listener: () => void) => () => void
}
