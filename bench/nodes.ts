import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startChild } from './child.js'
import type { Counted } from './counting-server.js'
import { median } from './measure.js'
import type { NodeLoad } from './node-load.js'
import { startPostgres, type Postgres } from './postgres.js'
import { atLeast, perSecond, type Row } from './report.js'

const rounds = 3
const mostNodes = 4
/** Agents of one node's roster, some of them on every node's. */
const agents = 2000
const sharedAgents = 100
const events = 2000

interface Result {
  readonly perSecond: number
  readonly counted: Counted
}

interface Node {
  /** What it prints next. */
  line(): Promise<string>
  tell(): void
}

const program = fileURLToPath(new URL('node-load.js', import.meta.url))

function startNode(load: NodeLoad): Node {
  const child = spawn(process.execPath, [program, JSON.stringify(load)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async line() {
      const next = await lines.next()
      if (next.done === true) throw new Error(`node ${load.node} ended`)
      return next.value
    },
    tell: () => void child.stdin.write('\n'),
  }
}

/** All nodes tell something; the first makes the tables. */
async function startNodes(postgres: Postgres, kind: NodeLoad['kind'], count: number, port: string): Promise<Node[]> {
  const url = await postgres.newDatabase()
  const { privateKey } = generateKeyPairSync('ed25519')
  const sealingKey = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const nodes: Node[] = []
  for (let number = 1; number <= count; number++) {
    const emails = Array.from({ length: agents }, (_, index) =>
      index % (agents / sharedAgents) === 0 ? `shared-${index}@example.com` : `agent-${number}-${index}@example.com`,
    )
    const node = startNode({
      kind,
      node: number,
      url,
      port,
      sealingKey,
      emails: kind === 'roster' ? emails : [],
      events,
    })
    await node.line()
    nodes.push(node)
  }
  return nodes
}

async function countedAt(port: string): Promise<Counted> {
  return (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as Counted
}

/** Rosters of all nodes at once: from the first query to the end of the last roster. */
async function rosters(postgres: Postgres, count: number): Promise<Result> {
  const server = await startChild('counting-server.js')
  const port = server.line
  const nodes = await startNodes(postgres, 'roster', count, port)
  const start = performance.now()
  for (const node of nodes) node.tell()
  await Promise.all(nodes.map((node) => node.line()))
  const seconds = (performance.now() - start) / 1000
  const counted = await countedAt(port)
  await server.stop()
  return { perSecond: counted.queries / seconds, counted }
}

/** Events that wait when the nodes begin: until the receiver has all of them. */
async function outbox(postgres: Postgres, count: number): Promise<Result> {
  const server = await startChild('counting-server.js')
  const port = server.line
  const nodes = await startNodes(postgres, 'outbox', count, port)
  for (const node of nodes) node.tell()
  await Promise.all(nodes.map((node) => node.line()))
  const start = performance.now()
  for (const node of nodes) node.tell()
  let counted = await countedAt(port)
  while (counted.events < events * count) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    counted = await countedAt(port)
  }
  const seconds = (performance.now() - start) / 1000
  for (const node of nodes) node.tell()
  await Promise.all(nodes.map((node) => node.line()))
  counted = await countedAt(port)
  await server.stop()
  return { perSecond: counted.events / seconds, counted }
}

async function compare(run: (count: number) => Promise<Result>) {
  const pairs: { readonly one: Result; readonly most: Result }[] = []
  for (let round = 0; round < rounds; round++) pairs.push({ one: await run(1), most: await run(mostNodes) })
  return {
    one: median(pairs.map(({ one }) => one.perSecond)),
    most: median(pairs.map(({ most }) => most.perSecond)),
    ratio: median(pairs.map(({ one, most }) => most.perSecond / one.perSecond)),
    results: pairs.flatMap(({ one, most }) => [one.counted, most.counted]),
  }
}

/** T12: what four nodes do on one PostgreSQL against one, 8 calls in flight each, answers in 20 ms. */
export async function nodes(): Promise<Row> {
  const postgres = await startPostgres()
  try {
    const asked = await compare((count) => rosters(postgres, count))
    const told = await compare((count) => outbox(postgres, count))
    const askedAgain = asked.results.reduce((sum, one) => sum + one.askedAgain, 0)
    const attempts = told.results.reduce((sum, one) => sum + one.attempts - one.events, 0)
    return {
      id: 'T12',
      operation: `one PostgreSQL, 1 and ${mostNodes} nodes, 8 calls in flight a node, answers in 20 ms`,
      figures: [
        { name: 'rosters, one node', value: `${perSecond(asked.one)} (1.00)` },
        { name: `rosters, ${mostNodes} nodes`, value: `${perSecond(asked.most)} (${asked.ratio.toFixed(2)})` },
        { name: 'deliveries, one node', value: `${perSecond(told.one)} (1.00)` },
        { name: `deliveries, ${mostNodes} nodes`, value: `${perSecond(told.most)} (${told.ratio.toFixed(2)})` },
        { name: 'events posted more than once', value: String(attempts) },
      ],
      verdicts: [
        atLeast(`times one node, rosters of ${mostNodes}`, asked.ratio, 3.2),
        atLeast(`times one node, deliveries of ${mostNodes}`, told.ratio, 3.2),
        { target: 'accounts asked about twice: 0', measured: String(askedAgain), met: askedAgain === 0 },
      ],
      note: `Nodes are processes of their own, syncs are on. Each node has a roster of ${agents} agents, ${sharedAgents} of them on the rosters of all; the gateway counts what comes. The outbox holds ${events} events for each node, all for one webhook. Two processors for nodes, database and gateway together are what bounds it here: docs/decisions/0042.`,
    }
  } finally {
    await postgres.dispose()
  }
}
