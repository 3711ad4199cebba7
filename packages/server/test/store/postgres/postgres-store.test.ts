import { randomBytes } from 'node:crypto'
import { systemClock } from 'paycircle/internal/base'
import { afterAll, beforeAll } from 'vitest'
import { openPostgresStore } from '../../../src/store/postgres/index.js'
import { storeBehaviour } from '../suite/index.js'
import { PostgresServer } from './server.js'

const open = (url: string, writerName = 'node-1') =>
  openPostgresStore({ url, writerName, clock: systemClock, random: randomBytes })

let server: PostgresServer
const template = 'store_template'
beforeAll(async () => {
  server = await PostgresServer.start()
  await server.query('postgres', `create database ${template}`)
  await (await open(server.urlOf(template))).close()
})
afterAll(() => server.dispose())

storeBehaviour({
  title: 'PostgreSQL store',
  concurrent: true,
  async makeHome() {
    const url = await server.newDatabase(template)
    return {
      open: (writerName) => open(url, writerName),
      dispose: () => server.dropDatabase(url),
    }
  },
})
