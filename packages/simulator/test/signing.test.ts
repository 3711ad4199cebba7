import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from 'paycircle-simulator'
import {
  bothHalves,
  codeIn,
  control,
  lastRequest,
  partner,
  queryOf,
  send,
  Signer,
  signingOf,
  startedSimulator,
  told,
} from './merchant.js'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startedSimulator()
})
beforeEach(() => control(simulator, 'POST', 'reset'))
afterAll(() => simulator.close())

const account = (email: string) => simulator.accounts().find((one) => one.email === email)

describe('the way to the sign page', () => {
  it('leads to the other origin with all parameters and the four that the gateway adds, then to a handle alone', async () => {
    const first = await send(simulator, signingOf('agent@example.com', { sign_channel: 'NORMAL' }))
    expect(first.status).toBe(302)
    const hop = new URL(first.headers.get('location') ?? '')
    expect(hop.origin).toBe(simulator.pageOrigin)
    expect(hop.origin).not.toBe(simulator.gatewayOrigin)
    expect(hop.pathname).toBe('/exterfaceAssign.htm')
    expect(hop.searchParams.get('email')).toBe('agent@example.com')
    expect(hop.searchParams.get('sign')).toMatch(/^[0-9a-f]{32}$/)
    for (const [name, value] of [
      ['target', 'airDutUserSign.htm'],
      ['model', 'deduct'],
      ['client_ip', '127.0.0.1'],
    ]) {
      expect(hop.searchParams.get(`alipay_exterface_invoke_assign_${name ?? ''}`)).toBe(value)
    }
    expect(hop.searchParams.get('alipay_exterface_invoke_assign_sign')).not.toMatch(/[A-Z]/)
    const second = await told(hop.href)
    expect(second.status).toBe(302)
    expect(second.headers.get('location')).toMatch(
      /^\/airDutUserSign\.htm\?alipay_exterface_invoke_assign_target=invoke_[0-9a-f]{32}$/,
    )
  })

  it('works from a GBK request', async () => {
    const signer = await Signer.arrives(simulator, signingOf('agent@example.com'), 'gbk')
    expect(signer.page.text).toContain('value="agent@example.com"')
  })

  it('refuses a hand-over that the gateway did not make', async () => {
    const first = await send(simulator, signingOf('agent@example.com'))
    const forged = (first.headers.get('location') ?? '').replace('agent%40', 'other%40')
    expect((await told(forged)).text).toContain('REFUND_SIGN_ETRANCE')
    expect((await told(`${simulator.pageOrigin}/exterfaceAssign.htm`)).text).toContain('REFUND_SIGN_ETRANCE')
    expect((await told(`${simulator.pageOrigin}/airDutUserSign.htm`)).text).toContain('REFUND_SIGN_ETRANCE')
  })

  it('shows a refusal as a GBK page that declares gb2312, status 200, with the bare code after its label', async () => {
    const answer = await told(`${simulator.gatewayUrl}?service=sign_protocol_with_partner&_input_charset=utf-8`)
    expect(answer.status).toBe(200)
    expect(answer.contentType).toBe('text/html;charset=GBK')
    expect(answer.text).toContain('charset=gb2312')
    expect(answer.text).toContain('错误代码 ILLEGAL_PARTNER<')
    expect(answer.text).toContain('模拟器')
  })

  it.each([
    ['none', 'MERCHANT_SIGN_NOT_FOUND'],
    ['irregular', 'MERCHANT_SIGN_STATUS_NOT_NORMAL'],
    ['expired', 'OUT_OF_MERCHANT_SERVICE_DATE_RANGE'],
  ])('shows a merchant whose contract is %s the code %s on the page', async (contract, code) => {
    await control(simulator, 'PUT', `partners/${partner}`, { contract })
    const signer = await Signer.arrives(simulator, signingOf('agent@example.com'))
    expect(signer.page.text).toContain(code)
    expect(signer.page.text).not.toContain('<form')
    expect(lastRequest(simulator).code).toBe(code)
  })

  it('expires after half an hour', async () => {
    const signer = await Signer.arrives(simulator, signingOf('agent@example.com'))
    await control(simulator, 'PUT', 'clock', { advanceMs: 30 * 60_000 + 5_000 })
    const late = await signer.logsIn('agent@example.com')
    expect(late.page.text).toContain('REFUND_SIGN_OUT_TIME')
  })
})

describe('logging in', () => {
  it('fills in the address that the merchant sent, and lets another demo account log in', async () => {
    const signer = await Signer.arrives(simulator, signingOf('agent@example.com'))
    expect(signer.page.text).toContain('value="agent@example.com"')
    const inside = await signer.logsIn('refund-only@example.com')
    expect(inside.page.text).toContain('Logged in as refund-only@example.com.')
  })

  it('asks for an address where none was sent', async () => {
    const signer = await Signer.arrives(simulator, signingOf(undefined))
    expect(signer.page.text).toContain('name="email" type="text" inputmode="email" value=""')
    const done = await (await signer.logsIn('agent@example.com')).signs(bothHalves)
    expect(done.page.text).toContain('REFUND_SIGN_SUCCESS')
  })

  it('refuses every password but the demo one, explains why and repeats nothing that was typed', async () => {
    const signer = await Signer.arrives(simulator, signingOf('agent@example.com'))
    const refused = await signer.logsIn('somebody.real@example.org', 'My-Real-Pa55word')
    expect(refused.page.status).toBe(422)
    expect(refused.page.text).toContain('Only the demo password is accepted')
    expect(refused.page.text).not.toContain('somebody.real')
    expect(refused.page.text).not.toContain('Pa55word')
    expect(refused.page.text).toContain('value="agent@example.com"')
    const told = await control(simulator, 'GET', 'requests')
    expect(told.text).not.toContain('somebody.real')
    expect(told.text).not.toContain('Pa55word')
  })

  it('refuses an address that is no demo account without repeating it, and a mobile number with the reason', async () => {
    const signer = await Signer.arrives(simulator, signingOf('agent@example.com'))
    const unknown = await signer.logsIn('somebody.real@example.org')
    expect(unknown.page.text).toContain('No demo account has that address')
    expect(unknown.page.text).not.toContain('somebody.real')
    const mobile = await signer.logsIn('13800000000')
    expect(mobile.page.text).toContain('A mobile number cannot sign')
    expect(mobile.page.text).not.toContain('13800000000')
  })

  it('tells an account that has signed everything on offer that it has signed already', async () => {
    const both = await (await Signer.arrives(simulator, signingOf('signed@example.com'))).logsIn('signed@example.com')
    expect(both.page.text).toContain('REFUND_SIGN_ALREADY_SIGN')
    const normal = await Signer.arrives(simulator, signingOf('refund-only@example.com', { sign_channel: 'NORMAL' }))
    expect((await normal.logsIn('refund-only@example.com')).page.text).toContain('REFUND_SIGN_ALREADY_SIGN')
    expect(lastRequest(simulator)).toMatchObject({ code: 'REFUND_SIGN_ALREADY_SIGN', committed: false })
  })
})

describe('signing', () => {
  const inside = async (email: string, more = {}) =>
    (await Signer.arrives(simulator, signingOf(email, more))).logsIn(email)

  it('signs both halves, shows the result on its own page only, and the query sees it', async () => {
    const done = await (
      await inside('agent@example.com', { return_url: 'https://merchant.example/back' })
    ).signs(bothHalves)
    expect(done.page.status).toBe(200)
    expect(done.page.text).toContain('REFUND_SIGN_SUCCESS')
    expect(done.page.text).not.toContain('merchant.example')
    expect(done.page.headers.get('location')).toBeNull()
    expect(lastRequest(simulator)).toMatchObject({ answer: 'sign-page', committed: true })
    const answer = await send(simulator, queryOf('agent@example.com'))
    expect(answer.text).toContain('<charge_agent>T</charge_agent><refund_charge>T</refund_charge>')
  })

  it('adds a half to the one that is signed already', async () => {
    const page = await inside('debit-only@example.com')
    expect(page.page.text).toContain('checked disabled')
    await page.signs({ autoRefund: 'on' })
    expect(account('debit-only@example.com')).toMatchObject({ autoDebit: true, autoRefund: true, state: 'normal' })
  })

  it('signs afresh, with only what is chosen now, where the agreement was irregular', async () => {
    await (await inside('irregular@example.com')).signs({ autoRefund: 'on' })
    expect(account('irregular@example.com')).toMatchObject({ autoDebit: false, autoRefund: true, state: 'normal' })
  })

  it('demands one half at least, and a pay method for auto-debit', async () => {
    const page = await inside('agent@example.com')
    expect((await page.signs({})).page.text).toContain('REFUND_CHARGE_MUST_CHOSE_ONE')
    const without = await page.signs({ autoDebit: 'on' })
    expect(without.page.text).toContain('CHARGE_MUST_HAVE_PAY_METHOD')
    expect((await page.signs({ autoDebit: 'on', payMethod: 'gold' })).page.text).toContain(
      'CHARGE_MUST_HAVE_PAY_METHOD',
    )
    expect(account('agent@example.com')?.state).toBe('none')
    expect((await page.signs({ autoDebit: 'on', payMethod: 'credit' })).page.text).toContain('REFUND_SIGN_SUCCESS')
    expect(account('agent@example.com')).toMatchObject({ autoDebit: true, autoRefund: false })
  })

  it('offers auto-refund alone with sign_channel=NORMAL, and takes no auto-debit smuggled in', async () => {
    const page = await inside('agent@example.com', { sign_channel: 'normal' })
    expect(page.page.text).not.toContain('name="autoDebit"')
    await page.signs(bothHalves)
    expect(account('agent@example.com')).toMatchObject({ autoDebit: false, autoRefund: true })
  })

  it('demands a certificate for auto-refund, not for auto-debit, and installs the demo one on request', async () => {
    const email = 'no-certificate@example.com'
    const page = await inside(email)
    const refused = await page.signs(bothHalves)
    expect(refused.page.text).toContain('Auto-refund needs a digital certificate')
    expect(account(email)?.state).toBe('none')
    const equipped = await page.posts({ ...bothHalves, action: 'install-certificate' })
    expect(equipped.page.text).toContain('A digital certificate is installed')
    expect(equipped.page.text).toMatch(/id="auto-debit"[^>]* checked/)
    expect((await page.signs(bothHalves)).page.text).toContain('REFUND_SIGN_SUCCESS')
    await control(simulator, 'POST', 'reset')
    const again = await inside(email)
    expect((await again.signs({ autoDebit: 'on', payMethod: 'credit' })).page.text).toContain('REFUND_SIGN_SUCCESS')
  })

  it('shows the same result to a second click and a reload', async () => {
    const page = await inside('agent@example.com')
    await page.signs({ autoRefund: 'on' })
    const again = await page.signs(bothHalves)
    expect(again.page.text).toContain('REFUND_SIGN_SUCCESS')
    expect((await told(again.url)).text).toContain('REFUND_SIGN_SUCCESS')
    expect(account('agent@example.com')).toMatchObject({ autoDebit: false, autoRefund: true })
  })

  it('signs nothing for a form posted before the log-in', async () => {
    const page = await Signer.arrives(simulator, signingOf('agent@example.com'))
    const refused = await page.signs(bothHalves)
    expect(refused.page.text).toContain('Only the demo password is accepted')
    expect(account('agent@example.com')?.state).toBe('none')
  })

  it('answers a mobile number as signer at the gateway', async () => {
    expect(codeIn((await send(simulator, signingOf('13800000000'))).text)).toBe('ILLEGAL_ARGUMENT')
  })
})
