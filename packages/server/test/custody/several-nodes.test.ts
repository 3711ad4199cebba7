import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from 'paycircle/internal/base'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { anchorFile, createCustody, type Custody } from '../../src/custody/index.js'
import { verifyLog, type Store } from '../../src/store/port/index.js'
import { openPostgresStore } from '../../src/store/postgres/index.js'
import { PostgresServer } from '../store/postgres/server.js'
import { temporaryFolder } from '../store/sqlite/sqlite-home.js'
import { logEntry, unitOf } from '../store/suite/index.js'
import { newKey } from './world.js'

const keys = newKey()
let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start()
})
afterAll(() => server.dispose())

interface Node {
  readonly store: Store
  readonly custody: Custody
  readonly troubles: unknown[]
}

/** Nodes of one name on one database, each with an anchors' file of its own unless they are given one. */
async function nodesOn(url: string, anchorPaths: readonly string[]): Promise<Node[]> {
  const { key, trusted } = keys
  return Promise.all(
    anchorPaths.map(async (path) => {
      const options = { clock: systemClock, random: randomBytes }
      const store = await openPostgresStore({ url, writerName: 'node', ...options })
      onTestFinished(() => store.close())
      const troubles: unknown[] = []
      const onTrouble = (error: unknown) => troubles.push(error)
      const anchors = anchorFile(path)
      const custody = createCustody({ store, ...options, nodeName: 'node', key, trusted, anchors, onTrouble })
      return { store, custody, troubles }
    }),
  )
}

/**
 * Records by several connections of the node at once, so that several chains grow: units of different shapes, since those
 * of one shape share a connection.
 */
async function write({ store }: Node, records = 8): Promise<void> {
  const units = Array.from({ length: records }, (_, index) => {
    const row = { key: `rate ${index}`, nextAt: index }
    return unitOf({ writes: index % 2 === 0 ? [] : [{ write: 'take-rate', row }], log: [logEntry()] })
  })
  await Promise.all(units.map((unit) => store.commit(unit)))
}

function newFolder(): string {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  return folder.path
}

it('of nodes that seal one chain at once one wins, quietly, and no number is left out', async () => {
  const folder = newFolder()
  const paths = [join(folder, 'a.jsonl'), join(folder, 'b.jsonl'), join(folder, 'c.jsonl')]
  const nodes = await nodesOn(await server.newDatabase(), paths)
  const [first] = nodes as [Node]
  for (let round = 0; round < 6; round++) {
    await write(first)
    await Promise.all(nodes.map(({ custody }) => custody.stop()))
  }
  expect(nodes.flatMap(({ troubles }) => troubles)).toEqual([])
  const seals = await first.store.seals({ writer: 'node.1', epoch: 0, number: 0 }, 100)
  expect(seals.map(({ number }) => number)).toEqual(seals.map((_, index) => index + 1))
  for (const path of paths) {
    const verdict = await verifyLog(first.store, { trusted: keys.trusted, anchors: anchorFile(path).lines() })
    expect(verdict).toMatchObject({ ok: true, rows: 48 })
  }
})

it('an epoch is opened once in every chain that a restored store is behind in, by whichever node starts first', async () => {
  const anchors = join(newFolder(), 'anchors.jsonl')
  const url = await server.newDatabase()
  const [node] = (await nodesOn(url, [anchors])) as [Node]
  await write(node)
  await node.custody.seal()
  const chains = await node.store.logWriters()
  expect(chains.length).toBeGreaterThan(1)
  // A copy of the database, as a backup would have it; then every chain grows further.
  await node.store.close()
  const restored = `${url}_restored`
  await server.query('postgres', `create database ${nameIn(restored)} template ${nameIn(url)}`)
  const [again] = (await nodesOn(url, [anchors])) as [Node]
  for (let round = 0; round < 3; round++) await write(again, 16)
  await again.custody.seal()

  const nodes = await nodesOn(restored, [anchors, anchors])
  const opened = (await Promise.all(nodes.map(({ custody }) => custody.open()))).flat()
  const [first, second] = nodes as [Node, Node]
  const behind = (await again.store.chainHeads()).filter(({ sequence }) => sequence > 0).map(({ writer }) => writer)
  expect(opened.map(({ writer }) => writer).sort()).toEqual(behind.sort())
  expect(new Set(opened.map(({ epoch }) => epoch))).toEqual(new Set([2]))
  for (const one of nodes) await write(one)
  await Promise.all(nodes.map(({ custody }) => custody.stop()))
  const verify = () => verifyLog(first.store, { trusted: keys.trusted, anchors: anchorFile(anchors).lines() })
  expect(await verify()).toMatchObject({ ok: false, firstBad: { reason: 'truncated' } })
  expect(await second.custody.newEpoch({ reason: 'disk lost', actor: 'cli' })).toBe(2)
  const verdict = await verify()
  expect(verdict).toMatchObject({ ok: true })
  expect(verdict.epochs?.map(({ writer, reason }) => [writer, reason])).toEqual(
    behind.map((writer) => [writer, 'disk lost']),
  )
  expect(await first.custody.open()).toEqual([])
  expect(nodes.flatMap(({ troubles }) => troubles)).toEqual([])
})

it('a node that writes already goes on after an epoch that another opens in its chain', async () => {
  const folder = newFolder()
  const url = await server.newDatabase()
  const [node, other] = (await nodesOn(url, [join(folder, 'a.jsonl'), join(folder, 'b.jsonl')])) as [Node, Node]
  await write(node)
  expect(await other.custody.newEpoch({ reason: 'ordered', actor: 'cli' })).toBe(2)
  await write(node)
  await node.custody.seal()
  const verdict = await verifyLog(node.store, { trusted: keys.trusted })
  expect(verdict).toMatchObject({ ok: true })
  expect(verdict.epochs?.every(({ epoch }) => epoch === 2)).toBe(true)
})

function nameIn(url: string): string {
  return new URL(url).pathname.slice(1)
}
