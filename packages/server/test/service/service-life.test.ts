import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { pino } from 'pino'
import { ManualClock } from 'paycircle/internal/base'
import { setStage } from './stage.js'

const url = (publicUrl: string) => setStage({ service: { publicUrl } })

describe('health', () => {
  it('tells that the service is alive and ready, and counts requests by route, never by address', async () => {
    const stage = await setStage()
    const token = await stage.startSigning('agent@example.com')
    await stage.call(`/s/${token}`)
    expect((await stage.call('/healthz')).text).toBe('alive\n')
    expect((await stage.call('/readyz')).text).toBe('ready\naccepting: ok\nstore: ok\nwriter: ok\nclock: ok\n')
    const { text, headers } = await stage.call('/metrics')
    expect(headers['content-type']).toContain('text/plain')
    expect(text).toMatch(
      /paycircle_http_request_duration_seconds_count\{route="\/s\/:token",method="GET",status="200"\} 1/,
    )
    expect(text).not.toContain(token)
    expect(text).toMatch(/paycircle_ready 1\n/)
    expect(text).toMatch(/paycircle_profile_paused\{profile="[a-z]+"\} 0/)
    expect(text).toMatch(/paycircle_build_info\{version="\d/)
    const proxied = await stage.call('/metrics', { headers: { 'x-forwarded-for': '192.0.2.1' } })
    expect(proxied.status).toBe(404)
    await stage.close()
  })

  it('is unready while the store cannot be used, and alive all the same', async () => {
    const stage = await setStage()
    await stage.store.close()
    expect((await stage.call('/readyz')).status).toBe(503)
    expect((await stage.call('/healthz')).status).toBe(200)
    expect((await stage.api('/v1/agreements')).status).toBe(503)
    await stage.service.close()
    await stage.engine.stop()
    await stage.simulator.close()
  })
})

describe('closing', () => {
  it('is unready first and still serves until the drain is over', async () => {
    const clock = new ManualClock()
    const stage = await setStage({ clock, service: { limits: { drainMs: 5000 } } })
    const closing = stage.service.close()
    expect([(await stage.call('/readyz')).status, (await stage.call('/')).status]).toEqual([503, 200])
    clock.advance(5000)
    await closing
    await expect(stage.call('/healthz')).rejects.toThrow(/ECONNREFUSED/)
    await stage.close()
  })

  it('breaks off what does not end in time', async () => {
    const clock = new ManualClock()
    const stage = await setStage({ clock, service: { limits: { closeMs: 1000 } } })
    const socket = connect(Number(new URL(stage.origin).port), '127.0.0.1')
    await once(socket, 'connect')
    const { host } = new URL(stage.origin)
    socket.resume()
    socket.write(`POST /signings HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10\r\n\r\nabc`)
    socket.on('error', () => undefined)
    const broken = once(socket, 'close')
    await stage.call('/healthz')
    const closing = stage.service.close()
    clock.advance(1000)
    await Promise.all([closing, broken])
    await stage.close()
  })
})

describe('the public address', () => {
  it('is what start links begin with', async () => {
    const stage = await url('https://pay.example.com')
    const { json } = await stage.api('/v1/signings', { email: 'agent@example.com' })
    expect(json.startUrl).toMatch(/^https:\/\/pay\.example\.com\/s\//)
    await stage.close()
  })

  it('is refused where it is more than an origin, and none at all', async () => {
    const wrong = [
      'pay.example.com',
      'ftp://pay.example.com',
      'https://pay.example.com/x',
      'https://u:p@pay.example.com/',
      'https://x/?y',
    ]
    for (const publicUrl of wrong) await expect(url(publicUrl)).rejects.toMatchObject({ code: 'public-url-invalid' })
  })
})

describe('our log', () => {
  it('names a failure of ours by route and request, and holds neither token nor account', async () => {
    const lines: string[] = []
    const log = pino({}, { write: (line: string) => lines.push(line) })
    const stage = await setStage({ service: { log } })
    const token = await stage.startSigning('agent@example.com')
    // It has said where it listens.
    expect(lines.splice(0)).toHaveLength(1)
    await stage.call(`/s/${token}`)
    await stage.call('/s/nothing')
    expect(lines).toEqual([])
    await stage.store.close()
    const { status } = await stage.call(`/s/${token}`)
    expect(status).toBe(503)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('"route":"/s/:token"')
    expect(lines[0]).not.toMatch(new RegExp(`${token}|agent@`))
    await stage.service.close()
    await stage.engine.stop()
    await stage.simulator.close()
  })
})
