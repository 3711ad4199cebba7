import { inspect } from 'node:util'
import { systemClock } from 'paycircle/internal/base'
import { describeDefect, describeError } from './error-report.js'
import { exitCode } from './exit-code.js'
import { languageOf } from './language.js'
import { runCommandLine } from './run.js'
import { reloadSignals } from './reload-signals.js'
import { stopSignals } from './stop-signals.js'

/** The process: hands arguments, environment, streams and clock to the command, and ends with its exit code. */
export async function main(): Promise<void> {
  const { argv, env, stdin, stdout, stderr } = process
  const words = argv.slice(2)
  process.on('uncaughtException', (error) => {
    const language = languageOf(words, env)
    stderr.write(`${describeError(describeDefect(language), language)}\n`)
    if (env.PAYCIRCLE_DEBUG === '1') stderr.write(`${inspect(error)}\n`)
    process.exit(exitCode.defect)
  })
  for (const stream of [stdout, stderr]) {
    // The reader has gone, as `paycircle log list | head` does; the command ends by itself.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  // The clock's timers let the process end; a command under way must not be taken for one that is done.
  const keepAlive = setInterval(() => undefined, 2 ** 30)
  process.exitCode = await runCommandLine({
    argv: words,
    environment: env,
    // Asked for when it is needed: it fails where the folder has gone.
    get workingFolder() {
      return process.cwd()
    },
    stdin,
    stdout,
    stderr,
    clock: systemClock,
    stopRequested: stopSignals,
    onReload: reloadSignals,
  })
  clearInterval(keepAlive)
}
