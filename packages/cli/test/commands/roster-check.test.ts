import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Secret } from 'paycircle/internal/base'
import { decodeText, encodeText } from 'paycircle/internal/wire'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, settingsOf, startPaycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const partner = '2088000000000001'
const bin = fileURLToPath(new URL('../../bin/paycircle.js', import.meta.url))

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({
    partners: [{ partner, md5Key: Secret.fromText(key) }],
    accounts: [
      { email: 'both@example.com', autoDebit: true, autoRefund: true },
      { email: 'debit@example.com', autoDebit: true },
      { email: 'none@example.com' },
      ...Array.from({ length: 12 }, (_, n) => ({ email: `agent${n}@example.com`, autoDebit: true })),
    ],
  })
})

afterAll(() => simulator.close())

const env = () => ({ PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY: key, PAYCIRCLE_GATEWAY: simulator.gatewayUrl })

function rosterOf(content: string | Uint8Array, folder = newFolder()): string {
  const file = join(folder, 'agents.csv')
  writeFileSync(file, content)
  return file
}

const check = (file: string, args: string[] = [], more: Record<string, string> = {}) =>
  paycircle(['roster', 'check', file, '--json', ...args], { env: { ...env(), ...more } })

/** The accounts that the simulator was asked about, from that request on. */
function asked(from = 0): string[] {
  const emailOf = (parameters: readonly { name: string; value: string }[]) =>
    parameters.find(({ name }) => name === 'user_email')?.value ?? ''
  return simulator
    .requests()
    .slice(from)
    .map(({ parameters }) => emailOf(parameters))
}

describe('roster check', { timeout: 120_000 }, () => {
  it('asks once about each account and writes what came of each row, safe for spreadsheets', async () => {
    const file = rosterOf(
      '\ufeff姓名,邮箱\r\n王,both@example.com\r\n李,BOTH@example.com\r\n张,none@example.com\r\n赵,13800138000\r\n钱,=1+1\r\n',
    )
    const before = asked().length
    const finished = await check(file)
    expect(documentOf(finished)).toMatchObject({
      finished: true,
      resumed: false,
      charset: 'utf-8',
      rows: 5,
      duplicates: 1,
      invalid: 2,
      outcomes: { signed: 1, not_signed: 1, invalid: 2 },
      changes: { 'agreement.signed': 1 },
      out: file.replace('.csv', '.result.csv'),
    })
    expect(finished.code).toBe(3)
    expect(finished.stderr).toContain(`${file}.paycircle`)
    expect(asked(before).sort()).toEqual(['both@example.com', 'none@example.com'])
    const result = readFileSync(file.replace('.csv', '.result.csv'), 'utf8')
    const [header, ...lines] = result.split('\r\n')
    expect(header).toBe('\ufeffline,account,state,autoDebit,autoRefund,outcome,code,reason,checkedAt')
    expect(lines[0]).toMatch(/^2,both@example\.com,signed,true,true,signed,,,20\d\d-/)
    expect(lines[1]).toMatch(/^4,none@example\.com,not_signed,false,false,not_signed,NO_SIGN_CUSTOMER,/)
    expect(lines[2]).toMatch(/^5,13800138000,,,,invalid,,"?email is a mobile number/)
    expect(lines[3]).toMatch(/^6,'=1\+1,,,,invalid,/)
    expect(statSync(file.replace('.csv', '.result.csv')).mode & 0o077).toBe(0)
  })

  it('exits with 0 where all are signed, and with 1 where some are not', async () => {
    expect((await check(rosterOf('email\nboth@example.com\ndebit@example.com\n'))).code).toBe(0)
    expect((await check(rosterOf('email\nboth@example.com\nnone@example.com\n'))).code).toBe(1)
    const unsure = await check(
      rosterOf('email\nnone@example.com\nagent+system-error.r@example.com\nagent+http-503@example.com\n'),
    )
    expect([unsure.code, documentOf(unsure).finished]).toEqual([3, true])
  })

  it('reads GBK, and writes it where asked to', async () => {
    const file = rosterOf(encodeText('姓名,邮箱\n王芳,none@example.com\n', 'gbk'))
    const out = join(newFolder(), '结果.csv')
    const finished = await check(file, ['--gbk', '--out', out, '--lang', 'zh'])
    expect(documentOf(finished)).toMatchObject({ charset: 'gbk', out })
    expect(decodeText(readFileSync(out), 'gbk')).toContain('没签约的客户')
  })

  it.each([
    ['roster-header-missing', 'name\nx\n'],
    ['roster-empty', 'email\n'],
    ['roster-malformed', 'email\n"a@example.com\n'],
    ['roster-not-text', Buffer.from([0x65, 0x0a, 0xff, 0xff])],
    ['account-parameter-unset', 'account\n20880000000000010156\n'],
  ])('says %s before anything is sent, and exits with 2', async (code, content) => {
    const before = asked().length
    const finished = await check(rosterOf(content))
    expect([errorOf(finished).code, finished.code]).toEqual([code, 2])
    expect(asked(before)).toEqual([])
  })

  it('says that a file cannot be read', async () => {
    const finished = await check(join(newFolder(), 'absent.csv'))
    expect([errorOf(finished).code, finished.code]).toEqual(['input-unreadable', 2])
  })

  it('goes on after a kill where it stopped, and asks about nothing twice', async () => {
    const emails = Array.from({ length: 8 }, (_, n) => `agent${n}@example.com`)
    const file = rosterOf(['email', ...emails].join('\n'))
    const before = asked().length
    const child = spawn(process.execPath, [bin, 'roster', 'check', file], {
      env: { PATH: process.env.PATH ?? '', LANG: 'C', ...env() },
      stdio: 'ignore',
    })
    await expect.poll(() => asked(before).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(3)
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(existsSync(file.replace('.csv', '.result.csv'))).toBe(false)
    const finished = await check(file)
    expect(documentOf(finished)).toMatchObject({ finished: true, resumed: true, outcomes: { signed: 8 } })
    expect(finished.code).toBe(0)
    const all = asked(before)
    expect([...new Set(all)].sort()).toEqual(emails)
    // One may have been under way when the kill came: nobody knows its answer, so it is asked again.
    expect(all.length).toBeLessThanOrEqual(9)
  })

  it('pauses at the first Ctrl-C, says how to go on, and exits with 3', async () => {
    const emails = Array.from({ length: 10 }, (_, n) => `agent${n}@example.com`)
    const file = rosterOf(['email', ...emails].join('\n'))
    const before = asked().length
    const child = spawn(process.execPath, [bin, 'roster', 'check', file, '--json'], {
      env: { PATH: process.env.PATH ?? '', LANG: 'C', ...env() },
    })
    let said = ''
    let printed = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    await expect.poll(() => asked(before).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2)
    child.kill('SIGINT')
    const [code] = (await once(child, 'close')) as [number | null]
    expect(code).toBe(3)
    expect(JSON.parse(printed)).toMatchObject({ finished: false, outcomes: { signed: asked(before).length } })
    expect(said).toContain(`paycircle roster check ${file}`)
  })

  it('exits with 5 where nothing reaches Alipay, and asks about all of it later', async () => {
    const emails = Array.from({ length: 9 }, (_, n) => `agent${n}@example.com`)
    const file = rosterOf(['email', ...emails].join('\n'))
    const finished = await check(file, [], { PAYCIRCLE_GATEWAY: 'http://127.0.0.1:9/gateway.do' })
    expect(finished.code).toBe(5)
    expect(documentOf(finished)).toMatchObject({ finished: false, pending: 9 })
  })

  it('goes through the service that owns the store', async () => {
    const folder = newFolder()
    const running = await startPaycircle(['start', '--data', folder, '--port', '0', '--simulator-port', '0'])
    const file = rosterOf('email\nsigned@example.com\nagent@example.com\nno address\n')
    const finished = await paycircle(['roster', 'check', file, '--json'], {
      env: { ...settingsOf(running), PAYCIRCLE_DATA: folder },
    })
    expect(documentOf(finished)).toMatchObject({ finished: true, outcomes: { invalid: 1 } })
    expect(finished.code).toBe(3)
    expect(existsSync(`${file}.paycircle`)).toBe(false)
    const log = await paycircle(['log', 'list', '--kind', 'roster.finished', '--json'], {
      env: { ...settingsOf(running), PAYCIRCLE_DATA: folder },
    })
    expect(documentOf(log).items).toMatchObject([{ kind: 'roster.finished', details: { entries: 3 } }])
  })
})
