import { Secret } from 'paycircle/internal/base'
import { describe, expect, it } from 'vitest'
import { serviceLog } from '../../src/service-run/service-log.js'

const keyText = 'k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'
const token = 'Gdzq1V9zw0ZQqgVAVGub3Ujk2kB2ykRcaWHXcxM1rHU'

function lineOf(say: (log: ReturnType<typeof serviceLog>) => void): string {
  const lines: string[] = []
  say(
    serviceLog(
      () => [Secret.fromText(keyText)],
      (line) => lines.push(line),
    ),
  )
  expect(lines).toHaveLength(1)
  const [line = ''] = lines
  expect(() => JSON.parse(line) as unknown).not.toThrow()
  return line
}

describe('the service’s own log', () => {
  it('holds no security key, in whichever field an error brings it', () => {
    const error = new Error(`sign of a=1${keyText} failed`, { cause: new Error(keyText) })
    const line = lineOf((log) => {
      log.error({ err: error, route: '/v1/signings', deep: { list: [keyText] } }, `with ${keyText}`)
    })
    expect(line).not.toContain(keyText)
    expect(line).toContain('/v1/signings')
  })

  it.each([
    ['an API key', `Bearer pck_${token}`, token],
    ['a webhook secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['the end of an agent’s link', `GET /s/${token}?lang=zh`, token],
    ['a password in an address', 'postgres://paycircle:p4ssw0rd@db/paycircle', 'p4ssw0rd'],
  ])('masks %s by its shape', (_what, text, secret) => {
    const line = lineOf((log) => {
      log.warn({ seen: text }, text)
    })
    expect(line).not.toContain(secret)
    expect(line).toContain('***')
  })

  it('leaves what is no secret as it is', () => {
    const text = 'op_01kdvfzg542wczj3kssgrbc8vp at https://mapi.alipay.com/gateway.do, agr_01kdvfzg542wczj3kssgrbc8vp'
    expect(lineOf((log) => log.warn(text))).toContain(text)
  })
})
