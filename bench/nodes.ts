import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { cpus } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startChild } from './child.js'
import type { Counted } from './counting-server.js'
import { median } from './measure.js'
import type { NodeLoad, Size } from './node-load.js'
import { startPostgres, type Postgres } from './postgres.js'
import { atLeast, perSecond, type Row } from './report.js'

const rounds = 3
const mostNodes = 4
const inFlight = 8
/** So often a node does all it has to do before it is measured: V8 compiles for a while, and a service runs for weeks. */
const warmTimes = 5

interface Run {
  readonly postgres: Postgres
  readonly kind: NodeLoad['kind']
  /** How long gateway and receiver take to answer. */
  readonly answerMs: number
  readonly size: Size
}

interface Result extends Speed {
  readonly counted: Counted
}

interface Speed {
  readonly perSecond: number
  /** Of all processors, for nodes, database, gateway and whatever else runs, milliseconds for each call. */
  readonly processorMs: number
  /** The part of the processors' time that was used. */
  readonly busy: number
}

interface Node {
  /** Waits until it prints that line. */
  says(line: string): Promise<void>
  tell(): void
}

const program = fileURLToPath(new URL('node-load.js', import.meta.url))

function startNode(load: NodeLoad): Node {
  const child = spawn(process.execPath, [program, JSON.stringify(load)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async says(line) {
      const next = await lines.next()
      if (next.value !== line) throw new Error(`node ${load.node} does not say ${line}`)
    },
    tell: () => void child.stdin.write('\n'),
  }
}

/** The first makes the tables, and the webhook. */
async function startNodes({ postgres, kind, size }: Run, count: number, port: string): Promise<Node[]> {
  const url = await postgres.newDatabase()
  const { privateKey } = generateKeyPairSync('ed25519')
  const sealingKey = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const nodes: Node[] = []
  for (let node = 1; node <= count; node++) {
    const started = startNode({ kind, node, url, port, sealingKey, inFlight, size, times: warmTimes + 1 })
    await started.says('ready')
    nodes.push(started)
  }
  return nodes
}

async function countedAt(port: string): Promise<Counted> {
  return (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as Counted
}

/** What all processors have done since the machine started, milliseconds. */
function processorTimes(): { readonly busy: number; readonly all: number } {
  const times = cpus().flatMap((one) => Object.entries(one.times))
  const sumOf = (some: typeof times) => some.reduce((sum, [, ms]) => sum + ms, 0)
  return { busy: sumOf(times.filter(([name]) => name !== 'idle')), all: sumOf(times) }
}

/**
 * All nodes at once: from the first call to the end of the last roster, or until the receiver has every event. Several
 * times to get warm, and once that counts.
 */
async function measure(run: Run, count: number): Promise<Result> {
  const server = await startChild('counting-server.js', [String(run.answerMs)])
  const nodes = await startNodes(run, count, server.line)
  for (let time = 0; time < warmTimes; time++) await once(server.line)
  const speed = await once(server.line)
  const counted = await countedAt(server.line)
  await server.stop()
  return { ...speed, counted }

  async function once(port: string): Promise<Speed> {
    for (const node of nodes) node.tell()
    await Promise.all(nodes.map((node) => node.says('listed')))
    const before = await countedAt(port)
    const start = performance.now()
    const usedBefore = processorTimes()
    for (const node of nodes) node.tell()
    if (run.kind === 'outbox') {
      const all = before.events + run.size.events * count
      while ((await countedAt(port)).events < all) await new Promise((resolve) => setTimeout(resolve, 20))
    } else {
      await Promise.all(nodes.map((node) => node.says('done')))
    }
    const seconds = (performance.now() - start) / 1000
    const used = processorTimes()
    const after = await countedAt(port)
    if (run.kind === 'outbox') {
      // The last have arrived and are not answered yet: stopped now, they would be posted again.
      await new Promise((resolve) => setTimeout(resolve, 10 * run.answerMs))
      for (const node of nodes) node.tell()
      await Promise.all(nodes.map((node) => node.says('done')))
    }
    const calls = after.queries - before.queries + after.events - before.events
    return {
      perSecond: calls / seconds,
      processorMs: (used.busy - usedBefore.busy) / calls,
      busy: (used.busy - usedBefore.busy) / (used.all - usedBefore.all),
    }
  }
}

async function compare(run: Run) {
  const pairs: { readonly one: Result; readonly most: Result }[] = []
  for (let round = 0; round < rounds; round++) {
    pairs.push({ one: await measure(run, 1), most: await measure(run, mostNodes) })
  }
  const speedOf = (results: readonly Result[]): Speed => ({
    perSecond: median(results.map(({ perSecond }) => perSecond)),
    processorMs: median(results.map(({ processorMs }) => processorMs)),
    busy: median(results.map(({ busy }) => busy)),
  })
  return {
    one: speedOf(pairs.map(({ one }) => one)),
    most: speedOf(pairs.map(({ most }) => most)),
    ratio: median(pairs.map(({ one, most }) => most.perSecond / one.perSecond)),
    results: pairs.flatMap(({ one, most }) => [one.counted, most.counted]),
  }
}

/** What four nodes do on one PostgreSQL against one, 8 calls in flight each. */
async function rowOf(id: string, answerMs: number, size: Size, note: string): Promise<Row> {
  const postgres = await startPostgres()
  try {
    const asked = await compare({ postgres, kind: 'roster', answerMs, size })
    const told = await compare({ postgres, kind: 'outbox', answerMs, size })
    const askedAgain = asked.results.reduce((sum, one) => sum + one.askedAgain, 0)
    const attempts = told.results.reduce((sum, one) => sum + one.attempts - one.events, 0)
    return {
      id,
      operation: `one PostgreSQL, 1 and ${mostNodes} nodes, ${inFlight} calls in flight a node, answers in ${answerMs} ms`,
      figures: [
        { name: 'rosters, one node', value: valueOf(asked.one, 1) },
        { name: `rosters, ${mostNodes} nodes`, value: valueOf(asked.most, asked.ratio) },
        { name: 'deliveries, one node', value: valueOf(told.one, 1) },
        { name: `deliveries, ${mostNodes} nodes`, value: valueOf(told.most, told.ratio) },
        { name: 'events posted more than once', value: String(attempts) },
      ],
      verdicts: [
        atLeast(`times one node, rosters of ${mostNodes}`, asked.ratio, 3.2),
        atLeast(`times one node, deliveries of ${mostNodes}`, told.ratio, 3.2),
        {
          target: 'accounts asked about twice in their cool-down: 0',
          measured: String(askedAgain),
          met: askedAgain === 0,
        },
      ],
      note: `Nodes are processes of their own, syncs are on. Each node has a roster of ${size.agents} agents, ${size.shared} of them on the rosters of all; the gateway counts what comes. The outbox holds ${size.events} events for each node, all for one webhook. Each node has done as much ${warmTimes} times before it is measured. ${note}`,
    }
  } finally {
    await postgres.dispose()
  }
}

function valueOf(speed: Speed, ratio: number): string {
  const { processorMs, busy } = speed
  const used = `${processorMs.toFixed(1)} ms of processor time each, processors ${Math.round(100 * busy)} % busy`
  return `${perSecond(speed.perSecond)} (${ratio.toFixed(2)}); ${used}`
}

/** T12: with a gateway that answers in 20 ms. */
export function nodes(): Promise<Row> {
  const note = 'Two processors for nodes, database and gateway together are what bounds it here: docs/decisions/0043.'
  return rowOf('T12', 20, { agents: 2000, shared: 100, events: 2000 }, note)
}

/** Not T12: with a gateway so slow that the processors are no bound, and what nodes add shows. */
export function nodesAtSlowGateway(): Promise<Row> {
  const note = 'Not the target T12 itself, whose gateway answers in 20 ms: here the processors have time left.'
  return rowOf('T12.1', 100, { agents: 600, shared: 30, events: 600 }, note)
}
