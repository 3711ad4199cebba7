import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { withoutSettings } from '../e2e/sandbox.js'

const ownCommand = fileURLToPath(new URL('../../packages/cli/bin/paycircle.js', import.meta.url))

/** `paycircle serve` as a process of its own, on a data folder that outlives it. */
export interface ServiceProcess {
  readonly url: string
  readonly authorization: string
  readonly process: ChildProcess
  /** What it has written to stdout and stderr so far. */
  output(): string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Ends it as an administrator would; resolves with the exit code. */
  stop(): Promise<number | null>
}

/** `command` where another release's command line is to run. */
export async function startService(
  settings: Readonly<Record<string, string>>,
  command: string = ownCommand,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // One key makes the whole load.
    env: {
      ...withoutSettings(process.env),
      PAYCIRCLE_CALLS_PER_KEY: '0',
      PAYCIRCLE_CALLS_PER_ADDRESS: '0',
      ...settings,
    },
  })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => (output += `${line}\n`))
  const exited = once(child, 'exit')
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    exited.then(() => {
      throw new Error(`serve ended before it was ready: ${output}`)
    }),
  ])
  const ready = JSON.parse(line) as { readonly service: string; readonly apiKeyFiles: Record<string, string> }
  const [apiKeyFile = ''] = Object.values(ready.apiKeyFiles)
  return {
    url: ready.service,
    authorization: `Bearer ${readFileSync(apiKeyFile, 'utf8').trim()}`,
    process: child,
    output: () => output,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
      return child.exitCode
    },
  }
}
