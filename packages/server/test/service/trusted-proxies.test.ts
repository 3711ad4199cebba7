import { pino } from 'pino'
import { afterEach, expect, it } from 'vitest'
import type { Stage } from './stage.js'
import { setStage } from './stage.js'

let stage: Stage
afterEach(() => stage.close())

const forwarded = { headers: { 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https' } }

async function warningsWith(trustedProxies: readonly string[]): Promise<string> {
  let written = ''
  const log = pino({ level: 'warn' }, { write: (line: string) => void (written += line) })
  stage = await setStage({ service: { log, trustedProxies } })
  for (let count = 0; count < 3; count++) expect((await stage.call('/healthz', forwarded)).status).toBe(200)
  return written
}

it('X-Forwarded headers from an address that is not trusted are told once, with what to do', async () => {
  const written = await warningsWith(['10.0.0.0/8'])
  expect(written.match(/PAYCIRCLE_TRUST_PROXY/g)).toHaveLength(1)
  expect(written).toContain('127.0.0.1')
})

it.each([[['loopback']], [['127.0.0.1']], [['10.0.0.5', '127.0.0.0/8']]])(
  'those of %j are believed',
  async (trusted) => {
    expect(await warningsWith(trusted)).toBe('')
  },
)
