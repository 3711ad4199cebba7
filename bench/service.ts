import { randomUUID } from 'node:crypto'
import { Pool } from 'undici'
import { startChild } from './child.js'
import { median, percentile } from './measure.js'
import { atLeast, perSecond, type Row } from './report.js'

const connections = 64
const roundMs = 2500
const rounds = 5

interface Place {
  readonly port: number
  readonly key: string
  readonly token: string
}

interface Load {
  readonly perSecond: number
  readonly p99Ms: number
}

type Ask = (pool: Pool, place: Place) => Promise<number>

const postSigning: Ask = async (pool, { key }) => {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/v1/signings',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${randomUUID()}@example.com` }),
  })
  await body.arrayBuffer()
  return statusCode
}

const getStartPage: Ask = async (pool, { token }) => {
  const { statusCode, body } = await pool.request({ method: 'GET', path: `/s/${token}` })
  await body.arrayBuffer()
  return statusCode
}

async function load(place: Place, ask: Ask): Promise<Load> {
  const pool = new Pool(`http://127.0.0.1:${place.port}`, { connections })
  const latencies: number[] = []
  const start = performance.now()
  const caller = async (): Promise<void> => {
    while (performance.now() - start < roundMs) {
      const sent = performance.now()
      const status = await ask(pool, place)
      if (status >= 300) throw new Error(`answered ${status}`)
      latencies.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: connections }, caller))
  const elapsed = performance.now() - start
  await pool.close()
  return { perSecond: (latencies.length / elapsed) * 1000, p99Ms: percentile(latencies, 0.99) }
}

/** Both servers in turn on fresh stores, so that neither has the larger tables. */
async function compare(ask: Ask) {
  const pairs: { readonly bare: Load; readonly service: Load }[] = []
  for (let round = -1; round < rounds; round++) {
    const pair: Record<'bare' | 'service', Load> = {
      bare: { perSecond: 0, p99Ms: 0 },
      service: { perSecond: 0, p99Ms: 0 },
    }
    for (const kind of ['bare', 'service'] as const) {
      const server = await startChild('serving.js', [kind])
      try {
        pair[kind] = await load(JSON.parse(server.line) as Place, ask)
      } finally {
        await server.stop()
      }
    }
    if (round >= 0) pairs.push(pair)
  }
  return {
    bare: median(pairs.map(({ bare }) => bare.perSecond)),
    service: median(pairs.map(({ service }) => service.perSecond)),
    ratio: median(pairs.map(({ bare, service }) => service.perSecond / bare.perSecond)),
    bareP99: median(pairs.map(({ bare }) => bare.p99Ms)),
    serviceP99: median(pairs.map(({ service }) => service.p99Ms)),
    p99Ratio: median(pairs.map(({ bare, service }) => service.p99Ms / bare.p99Ms)),
  }
}

/** T9: starting a signing over HTTP, and the page that the agent opens. */
export async function service(): Promise<Row> {
  const posts = await compare(postSigning)
  const pages = await compare(getStartPage)
  const figures = (what: string, result: Awaited<ReturnType<typeof compare>>) => [
    { name: `bare node:http, ${what}`, value: `${perSecond(result.bare)}, p99 ${result.bareP99.toFixed(1)} ms` },
    { name: `**paycircle**, ${what}`, value: `${perSecond(result.service)}, p99 ${result.serviceP99.toFixed(1)} ms` },
  ]
  const p99 = (what: string, ratio: number) => ({
    target: `p99 ≤ 1.3 × the bare server's, ${what}`,
    measured: ratio.toFixed(2),
    met: ratio <= 1.3,
  })
  return {
    id: 'T9',
    operation: 'HTTP: start a signing, open its page, 64 connections',
    figures: [...figures('`POST /v1/signings`', posts), ...figures('`GET /s/:token`', pages)],
    verdicts: [
      atLeast('of the bare server, POST', posts.ratio, 0.8),
      p99('POST', posts.p99Ratio),
      atLeast('of the bare server, GET', pages.ratio, 0.8),
      p99('GET', pages.p99Ratio),
    ],
    note: 'The bare server parses the body, commits a unit of the same rows through the same store, or makes the same two reads, and answers the headers and bytes that the service once answered; it authenticates nobody, checks nothing and renders nothing. Both make ids that sort by time; before, those of the bare server were random, which made its commits slower than ours. What stands in the way of the page: docs/decisions/0080. Of the signing: the key is looked up, the body read by its schema, the request to Alipay signed once to see that it can be, the account looked up, and the log entry searched for the key, all on the thread that also answers.',
  }
}
