import { randomBytes } from 'node:crypto'
import { systemClock } from 'paycircle/internal/base'
import { afterAll, beforeAll } from 'vitest'
import { openPostgresStore } from '../../../src/store/postgres/index.js'
import { storeBehaviour } from '../suite/index.js'
import { PostgresServer } from './server.js'

let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start()
})
afterAll(() => server.dispose())

storeBehaviour({
  title: 'PostgreSQL store',
  concurrent: true,
  async makeHome() {
    const url = await server.newDatabase()
    return {
      open: (writerName = 'node-1') => openPostgresStore({ url, writerName, clock: systemClock, random: randomBytes }),
      dispose: () => Promise.resolve(),
    }
  },
})
