import { createClient } from 'paycircle'
import { Pool } from 'undici'
import { startChild } from './child.js'
import { compareConcurrent } from './measure.js'
import { atLeast, perSecond, type Row } from './report.js'
import { agentEmail, md5Key, partner } from './samples.js'

const callers = 16

/** T7: a query over kept-alive sockets: sign, send, read, check, with the total limit on and no log record. */
export async function query(): Promise<Row> {
  const server = await startChild('answering-server.js')
  const origin = `http://127.0.0.1:${server.line}`
  const client = createClient({ mode: 'sandbox', partner, key: md5Key, gateway: `${origin}/gateway.do` })
  const pool = new Pool(origin, { connections: callers })
  const path = new URL(client.signing.url({ email: agentEmail })).search
  try {
    const speeds = await compareConcurrent(
      [
        {
          name: 'bare undici `Pool#request`, body read',
          run: async () => {
            const { body } = await pool.request({ method: 'GET', path: `/gateway.do${path}` })
            return body.arrayBuffer()
          },
        },
        {
          name: '**paycircle**',
          run: async () => {
            const { outcome } = await client.agreements.query({ email: agentEmail })
            if (outcome !== 'signed') throw new Error(`answered ${outcome}`)
          },
        },
      ],
      { callers },
    )
    return {
      id: 'T7',
      operation: 'query over kept-alive sockets',
      figures: speeds.map((speed) => ({
        name: speed.name,
        value: `${perSecond(speed.perSecond)} (${speed.ratioToFirst.toFixed(2)})`,
      })),
      verdicts: [atLeast('of a bare `Pool#request`', speeds[1]?.ratioToFirst ?? 0, 0.55)],
      note: `${callers} calls at a time, the gateway in a process of its own.`,
    }
  } finally {
    await client.close()
    await pool.close()
    await server.stop()
  }
}
