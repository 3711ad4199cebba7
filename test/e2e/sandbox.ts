import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../packages/cli/bin/paycircle.js', import.meta.url))

/** The ready line of `paycircle start --json`. */
export interface ReadyLine {
  readonly service: string
  readonly simulator: string
  readonly console: string
  readonly gateway: string
  readonly partner: string
  readonly keyFile: string
  readonly apiKeyFile: string
}

/** `paycircle start` as a user runs it, on free ports and a data folder of its own. */
export interface Sandbox {
  readonly ready: ReadyLine
  readonly data: string
  readonly process: ChildProcess
  /** What it has written to stdout and stderr so far. */
  output(): string
  /** Ends the process as Ctrl-C would and waits for its exit code. */
  stop(): Promise<number | null>
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>
  remove(): void
}

export async function startSandbox(data = mkdtempSync(join(tmpdir(), 'paycircle-e2e-'))): Promise<Sandbox> {
  const child = spawn(
    process.execPath,
    [command, 'start', '--json', '--port', '0', '--simulator-port', '0', '--data', data],
    { stdio: ['ignore', 'pipe', 'pipe'], env: withoutSettings(process.env) },
  )
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => (output += `${line}\n`))
  const exited = once(child, 'exit')
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    exited.then(() => {
      throw new Error(`start ended before it was ready: ${output}`)
    }),
  ])
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await exited
  }
  return {
    ready: JSON.parse(line) as ReadyLine,
    data,
    process: child,
    output: () => output,
    async stop() {
      await end('SIGTERM')
      return child.exitCode
    },
    kill: () => end('SIGKILL'),
    remove: () => rmSync(data, { recursive: true, force: true }),
  }
}

/** The environment without settings of the person who runs the tests. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PAYCIRCLE_')))
}

/** Runs one command of the command line to its end. */
export async function runCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, [command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...withoutSettings(process.env), ...env },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')))
  await once(child, 'close')
  return { code: child.exitCode, stdout, stderr }
}
