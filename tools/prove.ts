/**
 * The long proof: every scenario with a crash at every call, ten thousand seeds, fifty kills, every fault at every
 * moment, the search for the key. In parts of at most ten minutes; a whole proof leaves a dated report that names the
 * commit. `npm run prove -- kills` runs the parts of that name alone and leaves none.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'

interface Part {
  readonly name: string
  readonly proves: string
  readonly file: string
  readonly settings?: Readonly<Record<string, string>>
}

interface Result {
  readonly part: Part
  readonly passed: number
  readonly failed: number
  readonly seconds: number
}

const longestPartMs = 600_000
const seeds = 10_000
const seedsInPart = 2_500
const kills = 50
const killsInPart = 25

const parts: readonly Part[] = [
  {
    name: 'scenarios',
    proves: 'a crash before and after every call of a port, in every scenario',
    file: 'test/chaos/scenarios.test.ts',
  },
  ...Array.from({ length: seeds / seedsInPart }, (_, index) => {
    const range = `${index * seedsInPart + 1}..${(index + 1) * seedsInPart}`
    return {
      name: `seeds ${range}`,
      proves: `${seedsInPart} random runs`,
      file: 'test/chaos/seeds.test.ts',
      settings: { PAYCIRCLE_SEEDS: range },
    }
  }),
  ...Array.from({ length: kills / killsInPart }, (_, index) => ({
    name: `kills ${index + 1}`,
    proves: `kill -9 of the service under load, ${killsInPart} times, on SQLite`,
    file: 'test/chaos/kill.test.ts',
    settings: { PAYCIRCLE_KILL_ROUNDS: String(killsInPart) },
  })),
  ...Array.from({ length: kills / killsInPart }, (_, index) => ({
    name: `nodes ${index + 1}`,
    proves: `three nodes on one PostgreSQL under load, one killed and one frozen, ${killsInPart} times`,
    file: 'test/chaos/nodes.test.ts',
    settings: { PAYCIRCLE_NODE_ROUNDS: String(killsInPart) },
  })),
  {
    name: 'faults',
    proves: 'every fault at every moment, over real sockets, on SQLite and on PostgreSQL',
    file: 'test/chaos/faults.test.ts',
  },
  {
    name: 'secrecy',
    proves: 'the security key and a typed password occur nowhere after a full run',
    file: 'test/secrecy.test.ts',
  },
]

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function prove(part: Part): Result {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-prove-'))
  const outputFile = join(folder, 'report.json')
  const startedAt = performance.now()
  try {
    const vitest = join('node_modules', '.bin', 'vitest')
    const args = ['run', part.file, '--reporter=dot', '--reporter=json', `--outputFile=${outputFile}`]
    const run = spawnSync(vitest, args, {
      stdio: 'inherit',
      env: { ...process.env, ...part.settings },
      timeout: longestPartMs,
    })
    const { passed, failed } = run.error === undefined ? countIn(outputFile) : { passed: 0, failed: 1 }
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    return { part, passed, failed: run.status === 0 ? failed : Math.max(failed, 1), seconds }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A skipped test proves nothing, so it counts as failed. */
function countIn(file: string): { readonly passed: number; readonly failed: number } {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, number>>
  const { numPassedTests: passed = 0, numFailedTests = 0, numPendingTests = 0 } = report
  return { passed, failed: numFailedTests + numPendingTests }
}

function git(...args: readonly string[]): string {
  return spawnSync('git', args, { encoding: 'utf8' }).stdout.trim()
}

/** Read before the first part: what was proven is what stood there then. */
function commitNow(): string {
  const changed =
    git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', with changes that are not committed'
  return `${git('rev-parse', 'HEAD')}${changed}`
}

function reportOf(commit: string, date: string, results: readonly Result[]): string {
  const failed = results.reduce((sum, one) => sum + one.failed, 0)
  const rows = results.map(
    ({ part, passed, failed: wrong, seconds }) =>
      `| ${part.name} | ${part.proves} | ${passed} | ${wrong} | ${seconds} |`,
  )
  return [
    `# Proof of ${date}`,
    '',
    `Commit ${commit}. Node ${process.version}, ${process.platform}, ${availableParallelism()} processors.`,
    failed === 0 ? 'Everything held.' : `${failed} failed.`,
    '',
    '| part | what it proves | tests passed | failed | seconds |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

const wanted = process.argv.slice(2)
const chosen = parts.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)))
const commit = commitNow()
const results = chosen.map((part) => {
  say(`${part.name}: ${part.proves}`)
  return prove(part)
})
for (const { part, passed, failed, seconds } of results) {
  say(`${failed === 0 ? 'ok    ' : 'FAILED'}  ${part.name}: ${passed} passed, ${failed} failed, ${seconds} s`)
}
if (wanted.length === 0) {
  const date = new Date().toISOString().slice(0, 10)
  const folder = join('docs', 'proof')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${date}.md`), reportOf(commit, date, results))
  say(`written: ${join(folder, `${date}.md`)}`)
}
process.exitCode = results.length > 0 && results.every(({ failed }) => failed === 0) ? 0 : 1
