import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from 'paycircle/internal/base'
import { expect, it, onTestFinished } from 'vitest'
import { verifyLog } from '../../../src/store/port/index.js'
import { openPostgresStore } from '../../../src/store/postgres/index.js'
import { eventRow, signingUnit, unitOf } from '../suite/index.js'
import { binaries, PostgresServer } from './server.js'

const open = (url: string) => openPostgresStore({ url, writerName: 'node', clock: systemClock, random: randomBytes })

it('pg_dump and pg_restore give back a store that verifies and whose feed goes on, on another server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [first, second] = await Promise.all([PostgresServer.start(), PostgresServer.start()])
  onTestFinished(() => first.dispose())
  onTestFinished(() => second.dispose())
  const from = await first.newDatabase()
  const store = await open(from)
  for (let number = 0; number < 30; number++) {
    const { writes, ...unit } = signingUnit(number)
    await store.commit({
      ...unit,
      writes: [...writes, { write: 'insert-event', row: eventRow({ id: `e-${number}` }) }],
    })
  }
  const file = join(folder, 'store.dump')
  const run = (program: string, args: readonly string[]) => execFileSync(join(binaries(), program), args)
  run('pg_dump', ['--format=custom', `--file=${file}`, from])
  await store.close()

  const to = await second.newDatabase()
  run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${to}`, file])
  const restored = await open(to)
  onTestFinished(() => restored.close())
  expect(await verifyLog(restored)).toEqual({ ok: true, rows: 60 })
  await restored.commit(unitOf({ writes: [{ write: 'insert-event', row: eventRow({ id: 'after' }) }] }))
  await restored.commit(signingUnit(99))
  const { rows } = await restored.events({ profileId: 'default', limit: 100 })
  expect(rows.map(({ id }) => id)).toEqual([...Array.from({ length: 30 }, (_, number) => `e-${number}`), 'after'])
  expect(await verifyLog(restored)).toEqual({ ok: true, rows: 62 })
})
