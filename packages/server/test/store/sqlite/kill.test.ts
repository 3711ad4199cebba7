import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { verifyLog } from '../../../src/store/port/index.js'
import { openSqliteReader, openSqliteStore } from '../../../src/store/sqlite/index.js'
import { agreementRow, logEntry, signingRow, unitOf } from '../suite/index.js'
import { builtFace, builtStore } from './built-store.js'
import { optionsFor, temporaryFolder } from './sqlite-home.js'

const rounds = 5
const child = fileURLToPath(new URL('kill-child.mjs', import.meta.url))
const account = 'agentNUMBER@example.com'
const template = unitOf({
  guards: [{ guard: 'agreement-absent', profileId: 'default', account }],
  writes: [
    { write: 'insert-agreement', row: agreementRow({ id: 'agr-NUMBER', account, accountAsGiven: account }) },
    {
      write: 'insert-signing',
      row: signingRow({ id: 'sgn-NUMBER', agreementId: 'agr-NUMBER', tokenDigest: 'tNUMBER' }),
    },
  ],
  log: [
    logEntry({ operationId: 'op-NUMBER', kind: 'signing.requested', account }),
    logEntry({ operationId: 'op-NUMBER', kind: 'signing.started', account }),
  ],
})

function start(path: string, first: number) {
  return spawn(process.execPath, [child, builtFace.href, path, String(first), JSON.stringify(template)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Runs the child on the store, kills it after so many acknowledgements, and answers all that it gave. */
async function killAfter(path: string, first: number, acknowledgements: number): Promise<number[]> {
  const run = start(path, first)
  const acknowledged: number[] = []
  const lines = createInterface(run.stdout)
  lines.on('line', (line) => {
    acknowledged.push(Number(line))
    if (acknowledged.length === acknowledgements) run.kill('SIGKILL')
  })
  // The child writes to the pipe at once, so what it acknowledged before it died is all there when the pipe ends.
  await Promise.all([once(run, 'exit'), once(lines, 'close')])
  expect(run.signalCode).toBe('SIGKILL')
  return acknowledged
}

describe('kill -9 in the middle of writing', () => {
  it(`loses no acknowledged unit, leaves none half written and the chain whole, ${rounds} times over`, async () => {
    await builtStore()
    const folder = temporaryFolder()
    const path = `${folder.path}/store.sqlite`
    const all: number[] = []
    for (let round = 0; round < rounds; round++) {
      const acknowledged = await killAfter(path, round * 1_000_000, 200 + round * 137)
      all.push(...acknowledged)
      // The lock went with the process: the store opens at once.
      const store = await openSqliteStore(optionsFor(path))
      for (const number of acknowledged) {
        expect(await store.agreement(`agr-${number}`)).toBeDefined()
        expect(await store.signing(`sgn-${number}`)).toBeDefined()
        expect((await store.operations({ operationId: `op-${number}`, limit: 9 })).rows).toHaveLength(2)
      }
      const units = await countAgreements(store)
      expect(units).toBeGreaterThanOrEqual(all.length)
      expect(await verifyLog(store)).toEqual({ ok: true, rows: units * 2 })
      await store.close()
    }
    folder.remove()
  }, 60_000)
})

describe('a store that another process owns', () => {
  it('cannot be opened to write, can be read, and is free at once when that process is killed', async () => {
    await builtStore()
    const folder = temporaryFolder()
    const path = `${folder.path}/store.sqlite`
    const owner = start(path, 0)
    await once(owner.stdout, 'data')
    await expect(openSqliteStore(optionsFor(path))).rejects.toMatchObject({ code: 'store-locked-by-other' })
    const reader = await openSqliteReader({ path })
    expect(await verifyLog(reader)).toMatchObject({ ok: true })
    owner.stdout.resume()
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    const store = await openSqliteStore(optionsFor(path))
    expect((await verifyLog(store)).rows).toBe((await verifyLog(reader)).rows)
    await reader.close()
    await store.close()
    folder.remove()
  }, 60_000)
})

async function countAgreements(store: Awaited<ReturnType<typeof openSqliteStore>>): Promise<number> {
  let count = 0
  let cursor: string | undefined
  do {
    const page = await store.agreements({
      profileId: 'default',
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    })
    count += page.rows.length
    cursor = page.next
  } while (cursor !== undefined)
  return count
}
