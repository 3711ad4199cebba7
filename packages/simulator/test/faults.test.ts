import { EventEmitter, once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from 'paycircle/internal/base'
import { decodeText } from 'paycircle/internal/wire'
import { faultOfAddress, faultTable, type FaultMoment, type Simulator } from 'paycircle-simulator'
import {
  bothHalves,
  breaksOff,
  codeIn,
  control,
  lastRequest,
  queryOf,
  send,
  signed,
  Signer,
  signingOf,
  startedSimulator,
  urlencoded,
  type Values,
} from './merchant.js'

let simulator: Simulator
const clock = new ManualClock()

beforeAll(async () => {
  simulator = await startedSimulator({ clock })
})
beforeEach(() => control(simulator, 'POST', 'reset'))
afterAll(() => simulator.close())

/** Lets ten minutes pass as soon as the simulator waits for them. */
async function passTenMinutes(): Promise<void> {
  while (clock.pending === 0) await new Promise(setImmediate)
  clock.advance(600_000)
}

const urlOf = (values: Values) => `${simulator.gatewayUrl}?${urlencoded(signed(values))}`
const queryUrl = (email: string) => urlOf(queryOf(email))
const account = (email: string) => simulator.accounts().find((one) => one.email.toLowerCase() === email.toLowerCase())
const order = (fault: string, moment?: FaultMoment, more: object = {}) =>
  control(simulator, 'PUT', 'faults', { fault, ...(moment === undefined ? {} : { moment }), ...more })

const codes: readonly [fault: string, code: string][] = [
  ['system-error', 'SYSTEM_ERROR'],
  ['unknown-exception', 'UNKNOWN_EXCEPTION'],
  ['generic-failure', 'GENERIC_FAILURE'],
  ['unknown-code', 'SIMULATED_UNLISTED_CODE'],
  ['code.ILLEGAL_EMAIL', 'ILLEGAL_EMAIL'],
]

describe('faults of the query', () => {
  it.each(codes)('%s answers %s before the agreement is read', async (fault, code) => {
    const email = `agent+${fault}@example.com`
    expect(codeIn((await send(simulator, queryOf(email))).text)).toBe(code)
    expect(lastRequest(simulator)).toMatchObject({ committed: false, code, fault: { moment: 'before-commit' } })
    expect(account(email)?.queries).toBe(0)
  })

  it.each(codes)('%s after the commit answers %s when the agreement has been read and counted', async (fault, code) => {
    await order(fault, 'after-commit', { email: 'signed@example.com' })
    expect(codeIn((await send(simulator, queryOf('signed@example.com'))).text)).toBe(code)
    expect(lastRequest(simulator)).toMatchObject({ committed: true, code, fault: { moment: 'after-commit' } })
    expect(account('signed@example.com')?.queries).toBe(1)
  })

  it.each(['system-error', 'unknown-exception', 'generic-failure'])(
    '%s-after-commit is an address too',
    async (fault) => {
      const email = `agent+${fault}-after-commit@example.com`
      await send(simulator, queryOf(email))
      expect(account(email)?.queries).toBe(1)
    },
  )

  it.each(['reset', 'reset-after-commit'])('%s resets the connection before any byte of the answer', async (fault) => {
    const broken = await breaksOff(queryUrl(`agent+${fault}@example.com`))
    expect(broken).toMatchObject({ head: false, error: 'ECONNRESET' })
    expect(lastRequest(simulator).committed).toBe(fault.endsWith('commit'))
  })

  it('reset during the answer resets after half of it', async () => {
    await order('reset', 'during-answer')
    const broken = await breaksOff(queryUrl('signed@example.com'))
    expect(broken.head).toBe(true)
    expect(broken.error).toBe('ECONNRESET')
  })

  it.each(['timeout', 'timeout-after-commit'])('%s stays silent until ten minutes have passed', async (fault) => {
    const broken = breaksOff(queryUrl(`agent+${fault}@example.com`))
    await passTenMinutes()
    expect(await broken).toMatchObject({ head: false })
    expect(lastRequest(simulator).committed).toBe(fault.endsWith('commit'))
  })

  it('timeout during the answer sends half and then nothing more', async () => {
    await order('timeout', 'during-answer')
    const seen = new EventEmitter()
    const half = once(seen, 'half')
    const broken = breaksOff(queryUrl('signed@example.com'), {}, () => seen.emit('half'))
    await half
    await passTenMinutes()
    expect((await broken).received.toString()).toMatch(/^<\?xml/)
    expect((await broken).received.toString()).not.toContain('</alipay>')
  })

  it('timeout ends when the caller gives up', async () => {
    const outgoing = httpRequest(queryUrl('agent+timeout@example.com'), { agent: false })
    const gone = new Promise((resolve) => outgoing.once('error', resolve))
    outgoing.end()
    while (clock.pending === 0) await new Promise(setImmediate)
    outgoing.destroy(new Error('gave up'))
    await gone
    while (clock.pending > 0) await new Promise(setImmediate)
    expect(clock.pending).toBe(0)
  })

  it('truncated announces the whole length and sends half', async () => {
    const broken = await breaksOff(queryUrl('agent+truncated@example.com'))
    expect(broken.head).toBe(true)
    expect(broken.received.toString()).not.toContain('</alipay>')
  })

  it.each([
    ['html-instead-of-xml', 200],
    ['http-503', 503],
  ])('%s answers HTML without a code, status %d', async (fault, status) => {
    const answer = await send(simulator, queryOf(`agent+${fault}@example.com`))
    expect(answer.status).toBe(status)
    expect(answer.contentType).toContain('text/html')
    expect(codeIn(answer.text)).toBeUndefined()
  })

  it('gbk-declared answers a utf-8 request in GBK and says so', async () => {
    const answer = await send(simulator, queryOf('agent+gbk-declared@example.com'))
    expect(answer.contentType).toBe('text/xml;charset=GBK')
    expect(answer.text).toContain('encoding="GBK"')
    expect(answer.text).toContain('模拟器')
  })

  it.each([
    ['utf-8', 'gbk', 'utf-8'],
    ['gbk', 'utf-8', 'GBK'],
  ] as const)('mislabelled-charset answers a %s request in %s and declares %s', async (charset, actual, declared) => {
    const values = signed(queryOf('agent+mislabelled-charset@example.com'), charset)
    const response = await fetch(`${simulator.gatewayUrl}?${urlencoded(values, charset)}`)
    expect(response.headers.get('content-type')).toBe(`text/xml;charset=${declared}`)
    const text = decodeText(new Uint8Array(await response.arrayBuffer()), actual)
    expect(text).toContain('模拟器')
    expect(text).toContain(`encoding="${declared}"`)
  })

  it('slow.<ms> answers rightly, later', async () => {
    const answer = send(simulator, queryOf('agent+slow.5000@example.com'))
    while (clock.pending === 0) await new Promise(setImmediate)
    clock.advance(4_999)
    expect(clock.pending).toBe(1)
    clock.advance(1)
    expect(codeIn((await answer).text)).toBe('NO_SIGN_CUSTOMER')
    expect(lastRequest(simulator)).toMatchObject({ committed: true, fault: { name: 'slow.5000' } })
  })
})

describe('faults of signing', () => {
  const confirmAs = async (email: string) => (await Signer.arrives(simulator, signingOf(email))).logsIn(email)

  it.each(codes)('%s before the commit shows the error page with %s at the gateway', async (fault, code) => {
    const answer = await send(simulator, signingOf(`agent+${fault}@example.com`))
    expect(answer.contentType).toBe('text/html;charset=GBK')
    expect(codeIn(answer.text)).toBe(code)
  })

  it.each(codes)('%s before the commit shows %s at the confirmation where no e-mail was sent', async (fault, code) => {
    const email = `agent+${fault}@example.com`
    const page = await (await Signer.arrives(simulator, signingOf(undefined))).logsIn(email)
    const shown = await page.signs(bothHalves)
    expect(shown.page.text).toContain(`<code>${code}</code>`)
    expect(account(email)?.state).toBe('none')
    expect(lastRequest(simulator)).toMatchObject({ committed: false, code })
  })

  it.each(codes)('%s after the commit shows %s, and yet the agreement is signed', async (fault, code) => {
    await order(fault, 'after-commit', { email: 'agent@example.com' })
    const shown = await (await confirmAs('agent@example.com')).signs(bothHalves)
    expect(shown.page.text).toContain(`<code>${code}</code>`)
    expect(shown.page.text).not.toContain('REFUND_SIGN_SUCCESS')
    expect(account('agent@example.com')).toMatchObject({ state: 'normal', autoDebit: true, autoRefund: true })
    expect(lastRequest(simulator)).toMatchObject({ committed: true, code, fault: { moment: 'after-commit' } })
  })

  const post = { method: 'POST', body: 'action=sign&autoRefund=on' }

  it('timeout-after-commit signs, and the page never comes', async () => {
    const email = 'agent+timeout-after-commit@example.com'
    const broken = breaksOff((await confirmAs(email)).url, post)
    await passTenMinutes()
    expect(await broken).toMatchObject({ head: false })
    expect(account(email)).toMatchObject({ state: 'normal', autoRefund: true })
  })

  it('timeout before the commit leaves the browser waiting at the gateway', async () => {
    const broken = breaksOff(urlOf(signingOf('agent+timeout@example.com')))
    await passTenMinutes()
    expect(await broken).toMatchObject({ head: false })
  })

  it('reset strikes at the gateway, after the commit or in the middle of the result', async () => {
    expect(await breaksOff(urlOf(signingOf('agent+reset@example.com')))).toMatchObject({
      error: 'ECONNRESET',
      head: false,
    })
    const email = 'agent+reset-after-commit@example.com'
    expect(await breaksOff((await confirmAs(email)).url, post)).toMatchObject({ error: 'ECONNRESET', head: false })
    expect(account(email)?.state).toBe('normal')
    await order('reset', 'during-answer')
    const broken = await breaksOff((await confirmAs('agent@example.com')).url, post)
    expect(broken).toMatchObject({ error: 'ECONNRESET', head: true })
    expect(account('agent@example.com')?.state).toBe('normal')
  })

  it('truncated cuts the result page in two, signed all the same', async () => {
    const email = 'agent+truncated@example.com'
    const broken = await breaksOff((await confirmAs(email)).url, post)
    expect(broken.received.toString()).toMatch(/^<!DOCTYPE html>/)
    expect(broken.received.toString()).not.toContain('</html>')
    expect(account(email)?.state).toBe('normal')
  })

  it('gbk-declared and mislabelled-charset change the charset of the result page', async () => {
    const declared = await (await confirmAs('agent+gbk-declared@example.com')).signs(bothHalves)
    expect(declared.page.contentType).toBe('text/html;charset=GBK')
    expect(declared.page.text).toContain('REFUND_SIGN_SUCCESS')
    const page = await confirmAs('agent+mislabelled-charset@example.com')
    const response = await fetch(page.url, {
      method: 'POST',
      body: new URLSearchParams({ ...bothHalves, action: 'sign' }),
    })
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8')
    expect(decodeText(new Uint8Array(await response.arrayBuffer()), 'gbk')).toContain('签约成功')
  })

  it('http-503 and slow.<ms> strike at the gateway', async () => {
    expect((await send(simulator, signingOf('agent+http-503@example.com'))).status).toBe(503)
    const answer = send(simulator, signingOf('agent+slow.5000@example.com'))
    while (clock.pending === 0) await new Promise(setImmediate)
    clock.advance(5_000)
    expect((await answer).status).toBe(302)
  })

  it('html-instead-of-xml does not strike: the address signs as any other', async () => {
    const email = 'agent+html-instead-of-xml@example.com'
    expect((await (await confirmAs(email)).signs(bothHalves)).page.text).toContain('REFUND_SIGN_SUCCESS')
  })
})

describe('which call a fault strikes', () => {
  it('is the first of each service for the account of an address, and again after a reset', async () => {
    const email = 'AGENT+System-Error@Example.COM'
    for (let round = 0; round < 2; round++) {
      expect(codeIn((await send(simulator, queryOf(email))).text)).toBe('SYSTEM_ERROR')
      expect(codeIn((await send(simulator, queryOf(email.toLowerCase()))).text)).toBe('NO_SIGN_CUSTOMER')
      expect(codeIn((await send(simulator, signingOf(email))).text)).toBe('SYSTEM_ERROR')
      expect((await send(simulator, signingOf(email))).status).toBe(302)
      await control(simulator, 'POST', 'reset')
    }
  })

  it('is not one that the checks refuse', async () => {
    const email = 'agent+system-error@example.com'
    await send(simulator, queryOf(email, { biz_type: '1' }))
    expect(codeIn((await send(simulator, queryOf(email))).text)).toBe('SYSTEM_ERROR')
  })

  it('is as often as ordered, once by default, without end for 0', async () => {
    const strikes = async (times: object, calls: number) => {
      await order('system-error', undefined, times)
      const codes: (string | undefined)[] = []
      for (let call = 0; call < calls; call++)
        codes.push(codeIn((await send(simulator, queryOf('signed@example.com'))).text))
      return codes.filter((code) => code === 'SYSTEM_ERROR').length
    }
    expect(await strikes({}, 3)).toBe(1)
    expect(await strikes({ times: 2 }, 4)).toBe(2)
    expect(await strikes({ times: 0 }, 4)).toBe(4)
    await control(simulator, 'POST', 'reset')
    expect((await send(simulator, queryOf('signed@example.com'))).text).toContain('<is_success>T</is_success>')
  })

  it('is one of the service and the account that were ordered, also where the account is asked for by number', async () => {
    await order('system-error', undefined, { service: 'query_customer_protocol', email: 'Signed@example.com' })
    expect((await send(simulator, signingOf('signed@example.com'))).status).toBe(302)
    expect(codeIn((await send(simulator, queryOf('agent@example.com'))).text)).toBe('NO_SIGN_CUSTOMER')
    const byNumber = queryOf('', { trans_account: account('signed@example.com')?.accountNumber ?? '' })
    expect(codeIn((await send(simulator, byNumber)).text)).toBe('SYSTEM_ERROR')
  })
})

describe('the fault table', () => {
  it('has a test above for each fault on each service it can strike', () => {
    expect(faultTable.map(({ name }) => name)).toEqual([
      'system-error',
      'unknown-exception',
      'generic-failure',
      'timeout',
      'reset',
      'truncated',
      'html-instead-of-xml',
      'gbk-declared',
      'mislabelled-charset',
      'http-503',
      'unknown-code',
      'slow.<ms>',
      'code.<ANY_CODE>',
    ])
  })

  it.each([
    'agent@example.com',
    'agent+@example.com',
    'agent+timeout@example.org',
    'agent+slow.@example.com',
    'agent+slow.600001@example.com',
    'agent+code.@example.com',
    'agent+code.A<B@example.com',
    'agent+truncated-after-commit@example.com',
    'agent+constructor@example.com',
    'a+b+timeout@example.com',
  ])('reads no fault out of %s', (email) => {
    expect(faultOfAddress(email)).toBeUndefined()
  })
})
