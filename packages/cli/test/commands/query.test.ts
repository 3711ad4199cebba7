import { createServer, type Server } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { Secret } from 'paycircle/internal/base'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, type Finished } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const partner = '2088000000000001'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({
    partners: [{ partner, md5Key: Secret.fromText(key) }],
    accounts: [
      { email: 'both@example.com', autoDebit: true, autoRefund: true },
      { email: 'debit@example.com', autoDebit: true },
      { email: 'none@example.com' },
      { email: 'empty@example.com', autoDebit: false, autoRefund: false, state: 'normal' },
      { email: 'irregular@example.com', autoDebit: true, state: 'irregular' },
    ],
  })
})

afterAll(() => simulator.close())

const settings = (more: Record<string, string> = {}) => ({
  PAYCIRCLE_PARTNER: partner,
  PAYCIRCLE_KEY: key,
  PAYCIRCLE_GATEWAY: simulator.gatewayUrl,
  ...more,
})

const query = (args: string[], more?: Record<string, string>): Promise<Finished> =>
  paycircle(['query', '--json', ...args], { env: settings(more) })

describe('query', () => {
  it.each([
    ['both@example.com', 0, { outcome: 'signed', autoDebit: true, autoRefund: true }],
    ['debit@example.com', 0, { outcome: 'signed', autoDebit: true, autoRefund: false }],
    ['none@example.com', 1, { outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' }],
    ['empty@example.com', 1, { outcome: 'not_signed' }],
    ['irregular@example.com', 1, { outcome: 'irregular', code: 'NO_NORMAL_SIGN_CUSTOMER' }],
    ['unknown@example.com', 4, { outcome: 'refused', code: 'ILLEGAL_EMAIL' }],
    ['agent+system-error@example.com', 3, { outcome: 'indeterminate', code: 'SYSTEM_ERROR' }],
    ['agent+unknown-exception@example.com', 3, { outcome: 'indeterminate', code: 'UNKNOWN_EXCEPTION' }],
    ['agent+generic-failure@example.com', 3, { outcome: 'indeterminate', code: 'GENERIC_FAILURE' }],
    ['agent+code.NEVER_HEARD_OF@example.com', 3, { outcome: 'indeterminate', code: 'NEVER_HEARD_OF' }],
    ['agent+http-503@example.com', 3, { outcome: 'indeterminate', status: 503 }],
    ['agent+reset@example.com', 3, { outcome: 'indeterminate' }],
    ['agent+truncated@example.com', 3, { outcome: 'indeterminate' }],
    ['agent+html-instead-of-xml@example.com', 3, { outcome: 'indeterminate' }],
    ['agent+code.ILLEGAL_SIGN@example.com', 4, { outcome: 'refused', code: 'ILLEGAL_SIGN' }],
  ])('about %s exits with %i', async (email, code, document) => {
    const finished = await query(['--email', email])
    expect(documentOf(finished)).toMatchObject(document)
    expect(documentOf(finished).operationId).toEqual(expect.any(String))
    expect(finished.code).toBe(code)
  })

  it('says when to ask again wherever nobody knows', async () => {
    const before = Date.now()
    const { nextCheckAt } = documentOf(await query(['--email', 'agent+http-503.b@example.com']))
    expect(nextCheckAt).toBeUndefined()
    const indeterminate = documentOf(await query(['--email', 'other+system-error@example.com']))
    expect(Date.parse(String(indeterminate.nextCheckAt))).toBeGreaterThan(before)
    expect(indeterminate.remedy).toEqual(expect.any(String))
  })

  it.each([
    ['both@example.com', 'both', 0],
    ['debit@example.com', 'debit', 0],
    ['debit@example.com', 'refund', 1],
    ['debit@example.com', 'both', 1],
  ])('with %s and --require %s exits with %i', async (email, half, code) => {
    const finished = await query(['--email', email, '--require', half])
    expect(finished.code).toBe(code)
    expect(documentOf(finished).outcome).toBe('signed')
  })

  it('exits with 5 where nobody listens: nothing was sent', async () => {
    const free = createTcpServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => free.once('listening', resolve))
    const { port } = free.address() as AddressInfo
    await new Promise((resolve) => free.close(resolve))
    const finished = await query(['--email', 'both@example.com'], {
      PAYCIRCLE_GATEWAY: `http://127.0.0.1:${port}/gateway.do`,
    })
    expect(finished.code).toBe(5)
    expect(documentOf(finished)).toMatchObject({ outcome: 'not_sent', reason: 'connect' })
  })

  it.each([
    [
      'a flag missing',
      '<alipay><is_success>T</is_success><response><charge_agent>T</charge_agent></response></alipay>',
    ],
    [
      'a flag doubled',
      flat('<charge_agent>T</charge_agent><charge_agent>F</charge_agent><refund_charge>T</refund_charge>'),
    ],
    ['a flag neither T nor F', flat('<charge_agent>Y</charge_agent><refund_charge>T</refund_charge>')],
    ['an error beside T', flat('<charge_agent>T</charge_agent><refund_charge>T</refund_charge><error>X</error>')],
    ['no is_success', '<alipay><charge_agent>T</charge_agent><refund_charge>T</refund_charge></alipay>'],
    ['no XML', 'hello'],
  ])('exits with 3 where the answer has %s', async (_what, body) => {
    const server: Server = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/xml;charset=utf-8')
      response.end(`<?xml version="1.0" encoding="utf-8"?>${body}`)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    onTestFinished(() => {
      server.close()
      server.closeAllConnections()
    })
    const { port } = server.address() as AddressInfo
    const finished = await query(['--email', 'both@example.com'], {
      PAYCIRCLE_GATEWAY: `http://127.0.0.1:${port}/gateway.do`,
    })
    expect(documentOf(finished).outcome).toBe('indeterminate')
    expect(finished.code).toBe(3)
  })

  it('by account number asks under the configured name, and without one cites Q3-25 before anything is sent', async () => {
    const account = simulator.accounts().find(({ email }) => email === 'both@example.com')?.accountNumber ?? ''
    const refused = await query(['--account', account])
    expect(refused.code).toBe(2)
    expect(errorOf(refused).rows).toEqual(['Q3-25'])
    expect(errorOf(refused).message).toContain('PAYCIRCLE_ACCOUNT_PARAMETER')
    const answered = await query(['--account', account], { PAYCIRCLE_ACCOUNT_PARAMETER: 'trans_account' })
    expect(answered.code).toBe(0)
  })

  it.each([
    [[], 'subject-missing', ['Q3-25']],
    [['--email', 'a@example.com', '--account', '1'], 'subject-twice', ['Q3-25']],
    [['--email', 'a@example.com', '--force'], 'usage-option-pair', []],
    [['--email', 'a@example.com', '--reason', 'x'], 'usage-option-pair', []],
    [['--email', 'a@example.com', '--force', '--reason', 'x'], 'force-needs-store', ['Q4-01']],
  ])('%j is refused before anything is sent', async (args, code, rows) => {
    const sent = simulator.requests().length
    const finished = await query(args)
    expect(finished.code).toBe(2)
    expect(errorOf(finished)).toMatchObject({ code, rows })
    expect(simulator.requests()).toHaveLength(sent)
  })

  it('without a store says that nothing is logged; in test mode tells the price in every output', async () => {
    const { stderr } = await query(['--email', 'both@example.com'])
    expect(stderr).toContain('S3-19')
    const link = await paycircle(['link', '--json', '--email', 'a@example.com'], {
      env: { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY: key, PAYCIRCLE_MODE: 'test' },
    })
    expect(link.stderr).toContain('3 %')
    expect(JSON.stringify(documentOf(link).warnings)).toContain('S3-03')
    expect(documentOf(link).url).toMatch(/^https:\/\/mapi\.alipay\.com\/gateway\.do\?/)
  })

  it('with a store logs intent and answer, and holds a repetition back until it says, exit code 6', async () => {
    const more = { PAYCIRCLE_DATA: newFolder() }
    const first = documentOf(await query(['--email', 'third+system-error@example.com'], more))
    expect(first.outcome).toBe('indeterminate')
    const second = await query(['--email', 'third+system-error@example.com'], more)
    expect(second.code).toBe(6)
    expect(documentOf(second)).toMatchObject({ outcome: 'held', reason: 'cool-down', nextCheckAt: first.nextCheckAt })
    const forced = await query(['--email', 'third+system-error@example.com', '--force', '--reason', 'asked'], more)
    expect(documentOf(forced).outcome).toBe('not_signed')
    const log = await paycircle(['log', 'show', String(first.operationId), '--json'], { env: settings(more) })
    expect((documentOf(log).records as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'query.intended',
      'query.answered',
    ])
  })

  it('waits its turn where other commands use the same store', async () => {
    const more = { PAYCIRCLE_DATA: newFolder() }
    const emails = ['both@example.com', 'debit@example.com', 'none@example.com', 'irregular@example.com']
    const codes = await Promise.all(emails.map(async (email) => (await query(['--email', email], more)).code))
    expect(codes).toEqual([0, 0, 1, 1])
  })

  it('speaks to people in their language, the halves apart', async () => {
    const { stdout } = await paycircle(['query', '--email', 'debit@example.com', '--lang', 'zh'], { env: settings() })
    expect(stdout).toMatch(/代扣 +已签约/)
    expect(stdout).toMatch(/自动退款 +未签约/)
  })

  it('keeps the key out of everything that it prints', async () => {
    const results = await Promise.all([
      query(['--email', 'both@example.com'], { PAYCIRCLE_DEBUG: '1' }),
      query(['--email', 'nonsense'], { PAYCIRCLE_DEBUG: '1' }),
      query(['--email', 'both@example.com'], { PAYCIRCLE_DEBUG: '1', PAYCIRCLE_SIGN_TYPE: 'RSA' }),
      query(['--email', 'both@example.com'], { PAYCIRCLE_DEBUG: '1', PAYCIRCLE_DATABASE_URL: 'file:/dev/null/x' }),
    ])
    for (const { stdout, stderr } of results) expect(stdout + stderr).not.toContain(key)
  })
})

function flat(fields: string): string {
  return `<alipay><is_success>T</is_success>${fields}</alipay>`
}
