/**
 * The whole suite: sees to what the tests need of the machine, then runs the checks over the sources and every test,
 * and ends with the line `N passed, N failed`.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provideDebianPackages } from './debian-packages.js'

interface Count {
  readonly passed: number
  readonly failed: number
}

const checks: readonly (readonly [name: string, ...command: string[]])[] = [
  ['types of tests and examples', 'tsc', '-p', 'tsconfig.check.json'],
  ['lint', 'eslint', '.', '--max-warnings', '0'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
]

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

interface Ended {
  readonly holds: boolean
  readonly output: string
}

/** Runs to the end; what it prints is given at once, so that several do not mix. */
async function runQuietly(tool: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(join('node_modules', '.bin', tool), args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const pieces: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece))
  const [status] = (await once(child, 'close')) as [number | null]
  return { holds: status === 0, output: Buffer.concat(pieces).toString('utf8') }
}

/** All at once: each is one thread's work. */
async function runChecks(): Promise<Count> {
  const verdicts = checks.map(async ([name, tool = '', ...args]) => {
    const { holds, output } = await runQuietly(tool, args)
    say(`${output}${holds ? 'ok    ' : 'FAILED'}  ${name}`)
    return holds
  })
  const passed = (await Promise.all(verdicts)).filter((holds) => holds).length
  return { passed, failed: checks.length - passed }
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numFailedTestSuites: number
}

/** A suite that could not even be loaded, a skipped test and a runner that failed are failures like any other. */
function runTests(filters: readonly string[]): Count {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-test-'))
  const outputFile = join(folder, 'report.json')
  try {
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile=${outputFile}`, ...filters]
    const clean = spawnSync(join('node_modules', '.bin', 'vitest'), args, { stdio: 'inherit' }).status === 0
    const report = JSON.parse(readFileSync(outputFile, 'utf8')) as Report
    const failed = report.numFailedTests + report.numPendingTests
    return { passed: report.numPassedTests, failed: failed > 0 || clean ? failed : 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (!provideDebianPackages(say)) process.exit(1)
const filters = process.argv.slice(2)
const counts = filters.length === 0 ? [await runChecks(), runTests([])] : [runTests(filters)]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
say(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
