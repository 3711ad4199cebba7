import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

interface Need {
  readonly packageName: string
  readonly why: string
  readonly present: () => boolean
}

/** What the tests need of the machine beside Node: Debian's packages, never a download of our own. */
const needs: readonly Need[] = [
  { packageName: 'chromium', why: 'the browser of the end-to-end tests', present: () => onPath('chromium') },
  { packageName: 'fonts-wqy-microhei', why: 'a Chinese font for the browser', present: hasChineseFont },
  { packageName: 'postgresql', why: 'the server of the store tests', present: hasPostgres },
  { packageName: 'curl', why: 'the commands of the guide to integration', present: () => onPath('curl') },
  { packageName: 'openssl', why: 'the outside witness of the signature vectors', present: () => onPath('openssl') },
]

/**
 * Sees to the packages: as root on Debian it installs what is missing and says so; otherwise it says which line to run.
 *
 * @returns whether everything is there now
 */
export function provideDebianPackages(say: (line: string) => void): boolean {
  const missing = needs.filter((need) => !need.present())
  if (missing.length === 0) return true
  const names = missing.map((need) => need.packageName)
  for (const need of missing) say(`missing: ${need.packageName} (${need.why})`)
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    say('The tests need these packages. On Debian or Ubuntu run this line, then start the tests again:')
    say(`  sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${names.join(' ')}`)
    return false
  }
  say(`installing: ${names.join(' ')}`)
  const installed =
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '--yes', '-qq', '--no-install-recommends', ...names]) &&
    missing.every((need) => need.present())
  if (!installed) say('The packages could not be installed; see the lines above.')
  return installed
}

function run(command: string, args: readonly string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // The package manager's chatter belongs on stderr: stdout ends with the count of tests.
  return spawnSync(command, args, { env: environment, stdio: ['ignore', 2, 2] }).status === 0
}

function onPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)))
}

/** Its programs stand beside the path, in a folder of their version. */
function hasPostgres(): boolean {
  const found = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  const folder = found.status === 0 ? found.stdout.trim() : '/usr/lib/postgresql'
  return existsSync(join(folder, 'initdb')) || (found.status !== 0 && existsSync(folder))
}

function hasChineseFont(): boolean {
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}
