import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PostgresServer } from '../../../server/test/store/postgres/server.js'
import { errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const partner = '2088000000000001'
const password = 'p4ssw0rd-of-the-database'

let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start()
})
afterAll(() => server.dispose())

/** The settings of one node. Its own files stand in a folder of its own. */
function nodeOn(url: string) {
  return {
    PAYCIRCLE_PARTNER: partner,
    PAYCIRCLE_KEY: key,
    PAYCIRCLE_DATA: join(newFolder(), 'data'),
    PAYCIRCLE_DATABASE_URL: url.replace('postgres@', `postgres:${password}@`),
  }
}

describe('a store on PostgreSQL', () => {
  it('is served by two nodes, made by whichever comes first, while other commands use it', async () => {
    const url = await server.newDatabase()
    const nodes = await Promise.all(
      [nodeOn(url), nodeOn(url)].map((env) => startPaycircle(['serve', '--port', '0'], { env })),
    )
    for (const { ready } of nodes) expect((await fetch(`${ready.service ?? ''}/readyz`)).status).toBe(200)
    const link = await paycircle(['link', '--email', 'agent@example.com', '--json'], { env: nodeOn(url) })
    expect(link.code, link.stderr).toBe(0)
    const listed = await paycircle(['log', 'list', '--json'], { env: nodeOn(url) })
    expect(listed.stdout).toContain('link.built')
    const verified = await paycircle(['log', 'verify', '--json'], { env: nodeOn(url) })
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true })
    for (const node of nodes) {
      const { code, stderr } = await node.stop()
      expect(code).toBe(0)
      expect(stderr).not.toContain(password)
    }
  })

  it('shows the password of the address nowhere', async () => {
    for (const url of [server.urlOf('absent'), 'postgres://postgres@127.0.0.1:1/none']) {
      const env = nodeOn(url)
      for (const command of [
        ['serve', '--json'],
        ['log', 'list', '--json'],
        ['doctor', '--json'],
      ]) {
        const { code, stdout, stderr } = await paycircle(command, { env })
        expect(code).not.toBe(0)
        expect(stdout + stderr).not.toContain(password)
      }
    }
    const refused = await paycircle(['serve', '--json'], { env: nodeOn(server.urlOf('absent')) })
    expect(errorOf(refused).code).toBe('store-unusable')
  })
})
