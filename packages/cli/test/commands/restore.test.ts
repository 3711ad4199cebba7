import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PostgresServer } from '../../../server/test/store/postgres/server.js'
import { documentOf, newFolder, paycircle } from '../program.js'

const document = readFileSync(new URL('../../../../docs/backup-and-restore.md', import.meta.url), 'utf8')

/** The command as the document gives it, with the reader's own places in it. */
function documented(beginning: string, places: Readonly<Record<string, string>>): string {
  const [command] = new RegExp(`(?<=^ {4}|\`)${beginning}[^\`\\n]*`, 'm').exec(document) ?? []
  if (command === undefined) throw new Error(`the document says nothing of ${beginning}`)
  for (const place of Object.keys(places)) expect(command).toContain(place)
  return Object.entries(places).reduce((text, [place, own]) => text.replace(place, own), command)
}

function run(command: string, cwd: string, env: Readonly<Record<string, string>> = {}): void {
  const bin = execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim()
  execFileSync('sh', ['-c', command], { cwd, env: { ...env, PATH: `${bin}:${process.env.PATH ?? ''}` } })
}

async function settingsIn(folder: string, more: Readonly<Record<string, string>> = {}) {
  const made = await paycircle(['log', 'seal', '--new-key', join(folder, 'seal.pem'), '--json'])
  return {
    PAYCIRCLE_PARTNER: '2088000000000001',
    PAYCIRCLE_KEY: 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3',
    PAYCIRCLE_DATA: join(folder, 'data'),
    PAYCIRCLE_SEAL_KEY_FILE: String(documentOf(made).keyFile),
    PAYCIRCLE_ANCHOR_FILE: join(folder, 'anchors.jsonl'),
    ...more,
  }
}

const link = (env: Record<string, string>, email: string) => paycircle(['link', '--email', email, '--json'], { env })

/** The steps of "After a restore", on a store that lost what was written after its backup. */
async function expectFoundAndExplained(env: Record<string, string>, writer: string): Promise<void> {
  const anchors = env.PAYCIRCLE_ANCHOR_FILE ?? ''
  const verify = (...more: string[]) =>
    paycircle(['log', 'verify', '--anchor', anchors, '--json', ...more], { env: { ...env } })
  const behind = await verify()
  expect(behind.code).toBe(1)
  expect(documentOf(behind)).toMatchObject({ ok: false, firstBad: { writer, reason: 'truncated' } })
  expect((await link(env, 'after@example.com')).code).toBe(0)
  const opened = await verify()
  expect([opened.code, documentOf(opened)]).toMatchObject([
    1,
    { firstBad: { writer, reason: 'truncated' }, epochs: [{ writer, epoch: 2, explained: false }] },
  ])
  const told = await paycircle(['log', 'new-epoch', '--reason', 'disk lost', '--json'], { env })
  expect(documentOf(told)).toEqual({ epoch: 2 })
  const good = await verify()
  expect([good.code, documentOf(good)]).toMatchObject([0, { ok: true, epochs: [{ writer, reason: 'disk lost' }] }])
}

it('the documented steps restore SQLite, and the log says what was lost', async () => {
  const folder = newFolder()
  const env = await settingsIn(folder)
  await link(env, 'kept@example.com')
  mkdirSync(join(folder, 'backup'))
  run(documented('sqlite3 data', { '/backup/paycircle.sqlite': join(folder, 'backup', 'paycircle.sqlite') }), folder)
  await link(env, 'lost@example.com')
  renameSync(join(folder, 'data'), join(folder, 'moved-away'))
  mkdirSync(join(folder, 'data'))
  renameSync(join(folder, 'backup', 'paycircle.sqlite'), join(folder, 'data', 'paycircle.sqlite'))
  await expectFoundAndExplained(env, 'main')
})

let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start()
})
afterAll(() => server.dispose())

it('the documented steps restore PostgreSQL, and the log says what was lost', async () => {
  const folder = newFolder()
  const url = await server.newDatabase()
  const env = await settingsIn(folder, { PAYCIRCLE_DATABASE_URL: url })
  await link(env, 'kept@example.com')
  run(documented('pg_dump', {}), folder, { PAYCIRCLE_DATABASE_URL: url })
  await link(env, 'lost@example.com')
  const restored = await server.newDatabase()
  run(documented('pg_restore', { 'postgres://…/paycircle_restored': restored }), folder)
  const [chain] = await server.query(new URL(url).pathname.slice(1), 'select writer from chain_head where sequence > 0')
  await expectFoundAndExplained({ ...env, PAYCIRCLE_DATABASE_URL: restored }, String(chain?.writer))
})
