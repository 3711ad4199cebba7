import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { ManualClock } from 'paycircle/internal/base'
import { RequestLog } from '../src/request-log.js'
import { SigningSessions } from '../src/signing-sessions.js'
import { control, queryOf, send, signed, startedSimulator, told, urlencoded } from './merchant.js'

describe('what the simulator keeps', () => {
  it('is the last thousand requests, counted from the start', async () => {
    const simulator = await startedSimulator()
    for (let round = 0; round < 42; round++) {
      await Promise.all(Array.from({ length: 25 }, () => told(`${simulator.gatewayUrl}?_input_charset=utf-8`)))
    }
    const records = simulator.requests()
    expect(records).toHaveLength(RequestLog.limit)
    expect(records.at(-1)?.id).toBe(1050)
    expect((await told(`${simulator.gatewayOrigin}/requests?lang=en`)).text).toContain('The last 50 of 1050')
    await simulator.close()
  })

  it('is the last thousand visits to the sign page', () => {
    let count = 0
    const sessions = new SigningSessions(new ManualClock(), () => Buffer.from(String(count++)))
    const visit = { partner: '2088000000000000', email: undefined, refundOnly: false, requestId: 1 }
    const first = sessions.open(visit)
    for (let index = 0; index < 999; index++) sessions.open(visit)
    expect(sessions.find(first.id)).toBe(first)
    sessions.open(visit)
    expect(sessions.find(first.id)).toBeUndefined()
  })
})

describe('a caller that leaves', () => {
  it('in the middle of a delay costs nothing, and others are served meanwhile', async () => {
    const clock = new ManualClock()
    const simulator = await startedSimulator({ clock })
    const url = `${simulator.gatewayUrl}?${urlencoded(signed(queryOf('agent+slow.60000@example.com')))}`
    const outgoing = request(url, { agent: false })
    outgoing.on('error', () => undefined)
    outgoing.end()
    while (clock.pending === 0) await new Promise(setImmediate)
    expect((await send(simulator, queryOf('signed@example.com'))).text).toContain('<is_success>T')
    outgoing.destroy()
    while (clock.pending > 0) await new Promise(setImmediate)
    expect((await control(simulator, 'GET', 'clock')).status).toBe(200)
    await simulator.close()
  })
})
