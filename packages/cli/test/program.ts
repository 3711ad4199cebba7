import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const bin = fileURLToPath(new URL('../bin/paycircle.js', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly input?: string
}

/** Nothing of the machine's own settings, so that a test says all that it rests on. */
function environmentOf(env: Surroundings['env']): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '', LANG: 'C', ...env }
}

/** Runs the built program to its end. */
export async function paycircle(args: readonly string[], { env, cwd, input }: Surroundings = {}): Promise<Finished> {
  const child = spawn(process.execPath, [bin, ...args], { env: environmentOf(env), cwd: cwd ?? newFolder() })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input ?? '')
  const [stdout, stderr, [code]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, stdout, stderr }
}

/** The one JSON document that standard output holds. */
export function documentOf({ stdout }: Finished): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>
}

/** The error that `--json` printed. */
export function errorOf(finished: Finished): { code: string; message: string; remedy: string; rows: string[] } {
  return documentOf(finished).error as never
}

export interface Running {
  readonly child: ChildProcess
  /** The ready line. */
  readonly ready: Record<string, string>
  stop(signal?: NodeJS.Signals): Promise<Finished>
}

/** Starts a command that runs until it is stopped, and waits for its ready line; ended with the test at the latest. */
export async function startPaycircle(args: readonly string[], { env, cwd }: Surroundings = {}): Promise<Running> {
  const child = spawn(process.execPath, [bin, ...args, '--json'], { env: environmentOf(env), cwd: cwd ?? newFolder() })
  const closed = once(child, 'close') as Promise<[number | null]>
  const stderr = textOf(child.stderr)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await closed
  })
  let stdout = ''
  const line = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      const end = stdout.indexOf('\n')
      if (end !== -1) resolve(stdout.slice(0, end))
    })
    child.once('close', () => {
      void stderr.then((text) => reject(new Error(`ended before it was ready: ${stdout}${text}`)))
    })
  })
  return {
    child,
    ready: JSON.parse(await line) as Record<string, string>,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const [code] = await closed
      return { code, stdout, stderr: await stderr }
    },
  }
}

/** The settings with which other commands reach a started sandbox. */
export function settingsOf({ ready }: Running): Record<string, string> {
  return {
    PAYCIRCLE_PARTNER: ready.partner ?? '',
    PAYCIRCLE_KEY_FILE: ready.keyFile ?? '',
    PAYCIRCLE_GATEWAY: ready.gateway ?? '',
  }
}

/** A folder of its own for a test; gone with it. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-cli-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
