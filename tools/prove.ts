/**
 * The long proof: every scenario with a crash at every call, ten thousand seeds, fifty kills, nodes that die while they
 * deliver, three upgrades there and back, every fault at every moment, the search for the key. In parts of at most ten minutes, each remembered in
 * `.prove/` with its commit, so that a proof that was broken off goes on where it stopped. `npm run prove -- kills` runs
 * the parts of that name alone, again if they ran before; `npm run prove -- --list` says which ran. Every run leaves a
 * dated report that names the commit and says which parts ran and which did not: in `docs/proof` once all ran, in
 * `.prove` before. With changes that are not committed nothing is remembered.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'

interface Part {
  readonly name: string
  readonly proves: string
  readonly file: string
  readonly settings?: Readonly<Record<string, string>>
}

interface Result {
  readonly passed: number
  readonly failed: number
  readonly seconds: number
  /** Date and time at which the part began, in UTC. */
  readonly at: string
}

/** By name of the part. */
type Results = Readonly<Record<string, Result>>

const longestPartMs = 600_000
const scenarioParts = 2
const seeds = 10_000
const seedsInPart = 2_500
const kills = 50
const killsInPart = 25
const deliveryRounds = 24
const deliveryRoundsInPart = 8
const upgrades = 3

const parts: readonly Part[] = [
  ...Array.from({ length: scenarioParts }, (_, index) => ({
    name: `scenarios ${index + 1}`,
    proves: `a crash before and after every call of a port, in every scenario; part ${index + 1} of ${scenarioParts}`,
    file: 'test/chaos/scenarios.test.ts',
    settings: { PAYCIRCLE_CRASHES: 'all', PAYCIRCLE_SCENARIOS: `${index + 1}/${scenarioParts}` },
  })),
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
  ...Array.from({ length: deliveryRounds / deliveryRoundsInPart }, (_, index) => ({
    name: `deliveries ${index + 1}`,
    proves: `nodes killed and frozen while they deliver webhooks, ${deliveryRoundsInPart} rounds, on PostgreSQL and on SQLite`,
    file: 'test/chaos/deliveries.test.ts',
    settings: { PAYCIRCLE_DELIVERY_ROUNDS: String(deliveryRoundsInPart), PAYCIRCLE_DELIVERY_SEED: String(index + 1) },
  })),
  {
    name: 'dead letters',
    proves: 'what a receiver refuses for good is given up, and delivered by a replay though nodes die',
    file: 'test/chaos/dead-letters.test.ts',
  },
  {
    name: 'upgrade',
    proves: `three nodes changed for the next release and back under load, ${upgrades} times`,
    file: 'test/chaos/upgrade.test.ts',
    settings: { PAYCIRCLE_UPGRADE_ROUNDS: String(upgrades) },
  },
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
  const at = new Date().toISOString().replace(/\.\d+/, '')
  try {
    const vitest = join('node_modules', '.bin', 'vitest')
    const args = ['run', part.file, '--reporter=dot', '--reporter=json', `--outputFile=${outputFile}`]
    const run = spawnSync(vitest, args, {
      stdio: 'inherit',
      env: { ...process.env, ...part.settings },
      timeout: longestPartMs,
    })
    const { passed, failed } = existsSync(outputFile) ? countIn(outputFile) : { passed: 0, failed: 1 }
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    return { passed, failed: run.status === 0 ? failed : Math.max(failed, 1), seconds, at }
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

interface Tree {
  readonly commit: string
  /** Without changes that are not committed: only then does the commit name what is proven. */
  readonly clean: boolean
}

/** What is proven is what stands there. */
function treeNow(): Tree {
  return { commit: git('rev-parse', 'HEAD'), clean: git('status', '--porcelain', '--untracked-files=no') === '' }
}

function bookOf(commit: string): string {
  return join('.prove', `${commit}.json`)
}

function remembered({ commit, clean }: Tree): Results {
  return clean && existsSync(bookOf(commit)) ? (JSON.parse(readFileSync(bookOf(commit), 'utf8')) as Results) : {}
}

function remember({ commit, clean }: Tree, results: Results): void {
  if (!clean) return
  mkdirSync('.prove', { recursive: true })
  writeFileSync(bookOf(commit), JSON.stringify(results, null, 2))
}

function verdictOf(results: Results): string {
  const failed = Object.values(results).filter((one) => one.failed > 0).length
  const missing = parts.filter(({ name }) => results[name] === undefined).length
  if (failed > 0) return `${failed} of ${parts.length} parts failed; ${missing} did not run.`
  return missing > 0 ? `Incomplete: ${missing} of ${parts.length} parts did not run.` : 'Everything held.'
}

function rowOf({ name, proves }: Part, result: Result | undefined): string {
  const cells =
    result === undefined
      ? 'did not run | | |'
      : `${result.at} | ${result.passed} | ${result.failed} | ${result.seconds} |`
  return `| ${name} | ${proves} | ${cells}`
}

function reportOf({ commit, clean }: Tree, date: string, results: Results): string {
  return [
    `# Proof of ${date}`,
    '',
    `Commit ${commit}${clean ? '' : ', with changes that are not committed'}. Node ${process.version}, ${process.platform}, ${availableParallelism()} processors.`,
    verdictOf(results),
    '',
    '| part | what it proves | began | tests passed | failed | seconds |',
    '| --- | --- | --- | --- | --- | --- |',
    ...parts.map((part) => rowOf(part, results[part.name])),
    '',
  ].join('\n')
}

/** Named parts run whatever was; without names, those that have not yet held. */
function chosenOf(wanted: readonly string[], results: Results): readonly Part[] {
  if (wanted.length === 0) return parts.filter(({ name }) => results[name]?.failed !== 0)
  return parts.filter(({ name }) => wanted.some((one) => name.startsWith(one)))
}

function list(results: Results): void {
  for (const { name, proves } of parts) {
    const result = results[name]
    const state = result === undefined ? '-     ' : result.failed === 0 ? 'ok    ' : 'FAILED'
    say(`${state}  ${name}: ${proves}`)
  }
}

/** Kept after every part, so that whatever breaks the proof off loses one part at most. */
function proveAll(chosen: readonly Part[], tree: Tree, before: Results): Results {
  let results = before
  for (const part of chosen) {
    say(`${part.name}: ${part.proves}`)
    const result = prove(part)
    const after = treeNow()
    if (after.commit !== tree.commit || after.clean !== tree.clean) {
      say(`${part.name}: the tree changed meanwhile, so nobody knows what was proven; run it again`)
      process.exit(1)
    }
    results = { ...results, [part.name]: result }
    remember(tree, results)
  }
  return results
}

/** A whole proof of a commit is worth keeping; anything less stays beside the book. */
function writeReport(tree: Tree, results: Results): void {
  const date = new Date().toISOString().slice(0, 10)
  const whole = tree.clean && parts.every(({ name }) => results[name] !== undefined)
  const folder = whole ? join('docs', 'proof') : '.prove'
  const file = join(folder, `${date}-${tree.commit.slice(0, 12)}${tree.clean ? '' : '-changed'}.md`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, reportOf(tree, date, results))
  say(`written: ${file}`)
}

function main(args: readonly string[]): number {
  const tree = treeNow()
  const before = remembered(tree)
  if (args.includes('--list')) {
    list(before)
    return 0
  }
  const chosen = chosenOf(args, before)
  if (args.length > 0 && chosen.length === 0) {
    say(`no part begins with ${args.join(' or ')}; npm run prove -- --list names them`)
    return 2
  }
  const results = proveAll(chosen, tree, before)
  list(results)
  say(verdictOf(results))
  writeReport(tree, results)
  const judged = args.length === 0 ? parts : chosen
  return judged.every(({ name }) => results[name]?.failed === 0) ? 0 : 1
}

process.exitCode = main(process.argv.slice(2))
