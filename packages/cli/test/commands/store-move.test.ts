import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PostgresServer } from '../../../server/test/store/postgres/server.js'
import { errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

const password = 'p4ssw0rd-of-the-database'

let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start()
})
afterAll(() => server.dispose())

function settings(folder: string, url?: string) {
  return {
    PAYCIRCLE_PARTNER: '2088000000000001',
    PAYCIRCLE_KEY: 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3',
    PAYCIRCLE_DATA: join(folder, 'data'),
    ...(url === undefined ? {} : { PAYCIRCLE_DATABASE_URL: url.replace('postgres@', `postgres:${password}@`) }),
  }
}

/** A store in a file with a few agreements and their log. */
async function storeInFile(): Promise<string> {
  const folder = newFolder()
  for (const email of ['one@example.com', 'two@example.com', '王芳@example.com']) {
    const link = await paycircle(['link', '--email', email, '--json'], { env: settings(folder) })
    if (email.startsWith('王')) expect(link.code).not.toBe(0)
    else expect(link.code, link.stderr).toBe(0)
  }
  return folder
}

const listed = async (env: Readonly<Record<string, string>>) => {
  const { stdout } = await paycircle(['log', 'list', '--limit', '50', '--json'], { env })
  return JSON.parse(stdout) as object
}

describe('store move', () => {
  it('takes all of a store to PostgreSQL, where everything goes on', async () => {
    const folder = await storeInFile()
    const before = await listed(settings(folder))
    const env = settings(folder, await server.newDatabase())
    const moved = await paycircle(['store', 'move', '--json'], { env })
    expect(moved.code, moved.stderr).toBe(0)
    expect(moved.stdout + moved.stderr).not.toContain(password)
    expect(JSON.parse(moved.stdout)).toMatchObject({ tables: { agreement: 2 }, log: { ok: true } })
    expect(await listed(env)).toEqual(before)
    const again = await paycircle(['link', '--email', 'one@example.com', '--json'], { env })
    expect(again.code, again.stderr).toBe(0)
    const verified = await paycircle(['log', 'verify', '--json'], { env })
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true })
  })

  it('puts nothing into a database that holds a store already', async () => {
    const folder = await storeInFile()
    const env = settings(folder, await server.newDatabase())
    expect((await paycircle(['store', 'move', '--json'], { env })).code).toBe(0)
    const before = await listed(env)
    const refused = await paycircle(['store', 'move', '--json'], { env })
    expect([refused.code, errorOf(refused).code]).toEqual([2, 'store-not-empty'])
    expect(await listed(env)).toEqual(before)
  })

  it('is refused while a service runs on the store, and without a store or a target', async () => {
    const folder = await storeInFile()
    const env = settings(folder, await server.newDatabase())
    const service = await startPaycircle(['serve', '--port', '0'], { env: settings(folder) })
    const busy = await paycircle(['store', 'move', '--json'], { env })
    expect([busy.code === 0, errorOf(busy).code]).toEqual([false, 'store-locked-by-other'])
    await service.stop()
    const none = await paycircle(['store', 'move', '--from', 'absent.sqlite', '--json'], { env })
    expect(errorOf(none).code).toBe('store-unusable')
    expect(existsSync(join(folder, 'absent.sqlite'))).toBe(false)
    const nowhere = await paycircle(['store', 'move', '--json'], { env: settings(folder) })
    expect([nowhere.code, errorOf(nowhere).code]).toEqual([2, 'configuration-no-postgres'])
  })
})
