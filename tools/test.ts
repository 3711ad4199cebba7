/**
 * The whole suite: sees to what the tests need of the machine, then runs the checks over the sources and every test,
 * and ends with the line `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
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

function runTool(tool: string, args: readonly string[]): boolean {
  return spawnSync(join('node_modules', '.bin', tool), args, { stdio: 'inherit' }).status === 0
}

function runChecks(): Count {
  let passed = 0
  for (const [name, tool = '', ...args] of checks) {
    const holds = runTool(tool, args)
    say(`${holds ? 'ok    ' : 'FAILED'}  ${name}`)
    if (holds) passed += 1
  }
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
    const clean = runTool('vitest', [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${outputFile}`,
      ...filters,
    ])
    const report = JSON.parse(readFileSync(outputFile, 'utf8')) as Report
    const failed = report.numFailedTests + report.numPendingTests
    return { passed: report.numPassedTests, failed: failed > 0 || clean ? failed : 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (!provideDebianPackages(say)) process.exit(1)
const filters = process.argv.slice(2)
const counts = filters.length === 0 ? [runChecks(), runTests([])] : [runTests(filters)]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
say(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
