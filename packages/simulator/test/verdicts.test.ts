import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from 'paycircle/internal/base'
import { audit } from 'paycircle-compliance'
import type { Simulator } from 'paycircle-simulator'
import { control, key, queryOf, send, signed, signingOf, startedSimulator, told, urlencoded } from './merchant.js'

interface Judged {
  readonly verdicts: readonly {
    rule: string
    rows: readonly string[]
    severity: string
    message: { zh: string; en: string }
  }[]
}

const clock = new ManualClock(Date.UTC(2026, 0, 1))
let simulator: Simulator

beforeAll(async () => {
  simulator = await startedSimulator({ clock })
})
beforeEach(() => control(simulator, 'POST', 'reset'))
afterAll(() => simulator.close())

async function rulesBroken(): Promise<readonly (readonly string[])[]> {
  const { text } = await control(simulator, 'GET', 'requests')
  return (JSON.parse(text) as readonly Judged[]).map(({ verdicts }) => verdicts.map(({ rule }) => rule))
}

it('finds nothing wrong with a right query', async () => {
  await send(simulator, queryOf('signed@example.com'))
  expect(await rulesBroken()).toEqual([[]])
})

it('finds nothing wrong with a right form, which names the charset in its address and among its fields', async () => {
  const body = urlencoded(signed(signingOf('agent@example.com')))
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  await told(`${simulator.gatewayUrl}?_input_charset=utf-8`, { method: 'POST', headers, body })
  expect(await rulesBroken()).toEqual([[]])
})

it('tells a signature that is not that of what came with it, and what else is wrong', async () => {
  const values = signed(queryOf('signed@example.com'))
  await told(`${simulator.gatewayUrl}?${urlencoded({ ...values, sign: '0'.repeat(32) })}`)
  await send(simulator, { ...queryOf('signed@example.com'), m: 'Home' })
  expect(await rulesBroken()).toEqual([['signature-matches'], ['only-listed-parameters']])
})

it('tells which rule a row of requests breaks, at the request that breaks it, in both languages', async () => {
  await control(simulator, 'PUT', 'faults', { fault: 'code.SYSTEM_ERROR', times: 0 })
  for (let call = 0; call < 3; call += 1) {
    await send(simulator, queryOf('signed@example.com'))
    clock.advance(2000)
  }
  expect(await rulesBroken()).toEqual([[], [], ['calls-are-paced']])
  const { text } = await control(simulator, 'GET', 'requests')
  const [verdict] = (JSON.parse(text) as readonly Judged[])[2]?.verdicts ?? []
  expect(verdict).toMatchObject({ rows: ['Q4-01'], severity: 'must' })
  expect([verdict?.message.en, verdict?.message.zh]).toEqual([
    'The same query a third time within 4 s, though it had failed before.',
    '4 秒之内第三次提交同一查询，而此前的查询没有成功。',
  ])
})

it('takes an answer in another charset than was asked for the answer that it was', async () => {
  await control(simulator, 'PUT', 'faults', { fault: 'gbk-declared', times: 0 })
  for (let call = 0; call < 3; call += 1) await send(simulator, queryOf('signed@example.com'))
  expect(await rulesBroken()).toEqual([[], [], []])
})

describe('a call that does not end', () => {
  async function openCall(fault: string) {
    await control(simulator, 'PUT', 'faults', { fault })
    const leaving = new AbortController()
    const url = `${simulator.gatewayUrl}?${urlencoded(signed(queryOf('signed@example.com')))}`
    const call = fetch(url, { signal: leaving.signal }).then(
      (answer) => answer.text(),
      () => 'nothing',
    )
    while (simulator.requests().length === 0) await told(`${simulator.gatewayOrigin}/`)
    return { call, leave: () => leaving.abort() }
  }

  it('is told while it lasts, and when the caller has left it', async () => {
    const { call, leave } = await openCall('timeout')
    clock.advance(60_000)
    expect(await rulesBroken()).toEqual([[]])
    clock.advance(1000)
    expect(await rulesBroken()).toEqual([['calls-end-in-time']])
    leave()
    expect(await call).toBe('nothing')
    const { text } = await control(simulator, 'GET', 'requests')
    expect(JSON.parse(text)).toMatchObject([{ durationMs: 61_000 }])
  })

  it('is told when the answer came too late, and not when it came in time', async () => {
    const late = await openCall('slow.90000')
    clock.advance(90_000)
    expect(await late.call).toContain('<is_success>T')
    expect(await rulesBroken()).toEqual([['calls-end-in-time']])
    await control(simulator, 'POST', 'reset')
    const slow = await openCall('slow.30000')
    clock.advance(30_000)
    expect(await slow.call).toContain('<is_success>T')
    clock.advance(90_000)
    expect(await rulesBroken()).toEqual([[]])
  })

  it('of before a reset is not taken for the first one after it', async () => {
    const before = await openCall('timeout')
    await control(simulator, 'POST', 'reset')
    const after = await openCall('timeout')
    before.leave()
    await before.call
    clock.advance(61_000)
    expect(await rulesBroken()).toEqual([['calls-end-in-time']])
    after.leave()
    await after.call
  })
})

it.each(['md5_key', 'note'])('tells a key that is sent as the parameter %s, and does not show it', async (name) => {
  await send(simulator, queryOf('signed@example.com', { [name]: key }))
  expect(await rulesBroken()).toEqual([['key-is-not-sent']])
  const { text } = await control(simulator, 'GET', 'requests')
  expect(text).not.toContain(key)
})

it('lists requests so that the list, kept in a file, is evidence for an audit which finds the same', async () => {
  await send(simulator, { ...queryOf('signed@example.com'), m: 'Home' })
  await told(
    `${simulator.gatewayUrl}?${urlencoded({ ...signed(queryOf('signed@example.com')), sign: '0'.repeat(32) })}`,
  )
  await control(simulator, 'PUT', 'faults', { fault: 'code.SYSTEM_ERROR', times: 0 })
  for (let call = 0; call < 3; call += 1) await send(simulator, queryOf('b@example.com'))
  const { text } = await control(simulator, 'GET', 'requests')
  const wanted = (await rulesBroken()).flat()
  expect(wanted).toEqual(['only-listed-parameters', 'signature-matches', 'calls-are-paced'])
  for (const written of [text, JSON.stringify(JSON.parse(text), null, 2)]) {
    const { findings, inspected } = audit([{ path: 'requests.json', bytes: new TextEncoder().encode(written) }])
    expect(inspected).toEqual([{ path: 'requests.json', kind: 'request-list' }])
    expect(findings.map(({ rule }) => rule)).toEqual(wanted)
    const [foreign] = findings
    expect(foreign?.place.document.text.slice(foreign.place.start, foreign.place.end)).toContain('"m"')
  }
})

it('shows them on its own page', async () => {
  await control(simulator, 'PUT', 'faults', { fault: 'code.SYSTEM_ERROR', times: 0 })
  for (let call = 0; call < 3; call += 1) await send(simulator, queryOf('signed@example.com'))
  for (const [language, heading] of [
    ['en', 'Rules broken'],
    ['zh', '违反的规则'],
  ] as const) {
    const page = await (
      await fetch(`${simulator.gatewayOrigin}/requests`, { headers: { 'accept-language': language } })
    ).text()
    expect(page).toContain(heading)
    expect(page.match(/<code>calls-are-paced<\/code>/g)).toHaveLength(1)
  }
})
