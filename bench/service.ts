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

/** The servers in turn on fresh stores, so that none has the larger tables. */
async function compare(ask: Ask) {
  const loads: Readonly<Record<'bare' | 'framework' | 'service', Load>>[] = []
  for (let round = -1; round < rounds; round++) {
    const bare = await loadOf('bare', ask)
    const framework = await loadOf('framework', ask)
    const service = await loadOf('service', ask)
    if (round >= 0) loads.push({ bare, framework, service })
  }
  const medianOf = (kind: 'bare' | 'framework' | 'service'): Load => ({
    perSecond: median(loads.map((one) => one[kind].perSecond)),
    p99Ms: median(loads.map((one) => one[kind].p99Ms)),
  })
  return {
    bare: medianOf('bare'),
    framework: medianOf('framework'),
    service: medianOf('service'),
    ratio: median(loads.map(({ bare, service }) => service.perSecond / bare.perSecond)),
    p99Ratio: median(loads.map(({ bare, service }) => service.p99Ms / bare.p99Ms)),
  }
}

async function loadOf(kind: 'bare' | 'framework' | 'service', ask: Ask): Promise<Load> {
  const server = await startChild('serving.js', [kind])
  try {
    return await load(JSON.parse(server.line) as Place, ask)
  } finally {
    await server.stop()
  }
}

function told(load: Load): string {
  return `${perSecond(load.perSecond)}, p99 ${load.p99Ms.toFixed(1)} ms`
}

/** T9: starting a signing over HTTP, and the page that the agent opens. */
export async function service(): Promise<Row> {
  const posts = await compare(postSigning)
  const pages = await compare(getStartPage)
  const figures = (what: string, result: Awaited<ReturnType<typeof compare>>) => [
    { name: `bare node:http, ${what}`, value: told(result.bare) },
    { name: `bare fastify, ${what}`, value: told(result.framework) },
    { name: `**paycircle**, ${what}`, value: told(result.service) },
  ]
  const p99 = (what: string, ratio: number, most: number) => ({
    target: `p99 ≤ ${most} × the bare server's, ${what}`,
    measured: ratio.toFixed(2),
    met: ratio <= most,
  })
  return {
    id: 'T9',
    operation: 'HTTP: start a signing, open its page, 64 connections',
    figures: [...figures('`POST /v1/signings`', posts), ...figures('`GET /s/:token`', pages)],
    verdicts: [
      atLeast('of the bare server, POST', posts.ratio, 0.6),
      p99('POST', posts.p99Ratio, 1.7),
      atLeast('of the bare server, GET', pages.ratio, 0.5),
      p99('GET', pages.p99Ratio, 2),
    ],
    note: 'The bare servers parse the body, commit a unit of the same rows and guards through the same store, or make the same two reads, and answer the headers and bytes that the service once answered; they authenticate nobody, check nothing and render nothing. All make ids that sort by time. The first targets were 0.8 and 1.3; what stands in their way: docs/decisions/0080, 0082, 0083.',
  }
}
