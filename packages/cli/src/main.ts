import { systemClock } from 'paycircle/internal/base'
import { runCommandLine } from './run.js'
import { stopSignals } from './stop-signals.js'

/** The process: hands arguments, environment, streams and clock to the command, and ends with its exit code. */
export async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    // The reader has gone, as `paycircle log list | head` does; the command ends by itself.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  // The clock's timers let the process end; a command under way must not be taken for one that is done.
  const keepAlive = setInterval(() => undefined, 2 ** 30)
  process.exitCode = await runCommandLine({
    argv: process.argv.slice(2),
    environment: process.env,
    workingFolder: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    stopRequested: stopSignals,
  })
  clearInterval(keepAlive)
}
