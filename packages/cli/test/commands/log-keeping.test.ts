import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, settingsOf, startPaycircle, type Finished } from '../program.js'

/** A data folder with a seal key, in which so many links were built, each sealed when its command ended. */
async function sealedFolder(links = 2): Promise<{ readonly folder: string; readonly env: Record<string, string> }> {
  const folder = newFolder()
  const made = await paycircle(['log', 'seal', '--new-key', join(folder, 'seal.pem'), '--json'])
  const env = {
    PAYCIRCLE_PARTNER: '2088000000000001',
    PAYCIRCLE_KEY: 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3',
    PAYCIRCLE_DATA: join(folder, 'data'),
    PAYCIRCLE_SEAL_KEY_FILE: String(documentOf(made).keyFile),
    PAYCIRCLE_ANCHOR_FILE: join(folder, 'anchors.jsonl'),
  }
  for (let link = 0; link < links; link++) await paycircle(['link', '--email', `agent${link}@example.com`], { env })
  return { folder, env }
}

const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n')

describe('log seal', () => {
  it('makes a key that nobody else may read and never overwrites one', async () => {
    const file = join(newFolder(), 'seal.pem')
    const made = await paycircle(['log', 'seal', '--new-key', file, '--json'])
    expect(made.code).toBe(0)
    expect(documentOf(made)).toMatchObject({ keyFile: file, publicKeyFile: `${file}.pub` })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(made.stdout).not.toContain(linesOf(file)[1])
    const again = await paycircle(['log', 'seal', '--new-key', file, '--json'])
    expect(again.code).toBe(2)
    expect(errorOf(again)).toMatchObject({ code: 'seal-key-exists', rows: ['S3-19', 'Q3-18'] })
  })

  it('seals what is new, once, and says where the anchors are', async () => {
    const { env } = await sealedFolder(0)
    const unsealed = { ...env, PAYCIRCLE_SEAL_KEY_FILE: '' }
    await paycircle(['link', '--email', 'a@example.com'], { env: unsealed })
    const refused = await paycircle(['log', 'seal', '--json'], { env: unsealed })
    expect([refused.code, errorOf(refused).code]).toEqual([2, 'seal-key-missing'])
    const sealed = documentOf(await paycircle(['log', 'seal', '--json'], { env }))
    expect(sealed).toMatchObject({ anchorFile: env.PAYCIRCLE_ANCHOR_FILE, sealed: [{ writer: 'main', number: 1 }] })
    const { stdout } = await paycircle(['log', 'seal', '--lang', 'zh'], { env })
    expect(stdout).toContain('没有新的记录需要加封')
    expect(linesOf(env.PAYCIRCLE_ANCHOR_FILE ?? '')).toHaveLength(1)
  })

  it.each([
    ['missing.pem', undefined],
    ['junk.pem', 'no key'],
    ['rsa.pem', '-----BEGIN PUBLIC KEY-----\nMA==\n-----END PUBLIC KEY-----\n'],
  ])('refuses %s as a key before anything is done', async (name, content) => {
    const { env, folder } = await sealedFolder(1)
    const file = join(folder, name)
    if (content !== undefined) writeFileSync(file, content)
    const refused = await paycircle(['log', 'seal', '--json'], { env: { ...env, PAYCIRCLE_SEAL_KEY_FILE: file } })
    expect([refused.code, errorOf(refused).code]).toEqual([2, 'seal-key-unusable'])
  })
})

describe('log verify', () => {
  it('finds a sealed log good, with the private key, the public one, and without any', async () => {
    const { env } = await sealedFolder()
    const good = await paycircle(['log', 'verify', '--json'], { env })
    expect(good.code).toBe(0)
    expect(documentOf(good)).toEqual({ ok: true, rows: 2, seals: 2, anchors: 2, signaturesChecked: true })
    const { PAYCIRCLE_SEAL_KEY_FILE: file = '', ...keyless } = env
    const withPublic = await paycircle(['log', 'verify', '--public-key', `${file}.pub`, '--json'], { env: keyless })
    expect(documentOf(withPublic)).toMatchObject({ ok: true, signaturesChecked: true })
    const without = await paycircle(['log', 'verify', '--lang', 'zh'], { env: keyless })
    expect(without.stdout).toContain('没有验证封印的签名')
  })

  it('says by exit code 1, in both languages, that anchors tell of more than the store has', async () => {
    const { env, folder } = await sealedFolder()
    const kept = join(folder, 'kept.jsonl')
    copyFileSync(env.PAYCIRCLE_ANCHOR_FILE ?? '', kept)
    rmSync(env.PAYCIRCLE_DATA ?? '', { recursive: true })
    rmSync(env.PAYCIRCLE_ANCHOR_FILE ?? '')
    await paycircle(['link', '--email', 'new@example.com'], { env })
    const broken = await paycircle(['log', 'verify', '--anchor', kept, '--json'], { env })
    expect(broken.code).toBe(1)
    expect(documentOf(broken)).toMatchObject({ ok: false, firstBad: { writer: 'main', line: 1, reason: 'rewritten' } })
    const en = await paycircle(['log', 'verify', '--anchor', kept], { env })
    expect(en.stdout).toContain('the history was written anew')
    const zh = await paycircle(['log', 'verify', '--anchor', kept, '--lang', 'zh'], { env })
    expect(zh.stdout).toContain('历史被重写')
    const none = await paycircle(['log', 'verify', '--anchor', join(folder, 'none'), '--json'], { env })
    expect([none.code, errorOf(none).code]).toEqual([2, 'file-unreadable'])
  })
})

describe('a restored store', () => {
  it('goes on in a new epoch, for which verify wants a reason', async () => {
    const { env } = await sealedFolder(1)
    const store = join(env.PAYCIRCLE_DATA ?? '', 'paycircle.sqlite')
    const backup = join(newFolder(), 'backup.sqlite')
    copyFileSync(store, backup)
    await paycircle(['link', '--email', 'lost@example.com'], { env })
    for (const file of readdirSync(env.PAYCIRCLE_DATA ?? '')) rmSync(join(env.PAYCIRCLE_DATA ?? '', file))
    copyFileSync(backup, store)
    await paycircle(['link', '--email', 'after@example.com'], { env })
    const unexplained = await paycircle(['log', 'verify', '--json'], { env })
    expect(unexplained.code).toBe(1)
    expect(documentOf(unexplained)).toMatchObject({
      firstBad: { reason: 'truncated' },
      epochs: [{ epoch: 2, lost: 2 }],
    })
    const told = await paycircle(['log', 'new-epoch', '--reason', 'disk lost', '--json'], { env })
    expect(documentOf(told)).toEqual({ epoch: 2 })
    const { code, stdout } = await paycircle(['log', 'verify'], { env })
    expect(code).toBe(0)
    expect(stdout).toContain('disk lost')
  })
})

describe('log export', () => {
  const cells = ({ stdout }: Finished) =>
    stdout
      .replace(/^\uFEFF/, '')
      .split('\r\n')
      .slice(0, -1)

  it('prints the records oldest first, records that it does, and masks on request', async () => {
    const { env } = await sealedFolder()
    const { stdout } = await paycircle(['log', 'export'], { env })
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(records.map(({ account }) => account)).toEqual(['agent0@example.com', 'agent1@example.com'])
    const csv = cells(await paycircle(['log', 'export', '--format', 'csv', '--mask'], { env }))
    expect(csv[0]).toMatch(/^at,kind,profileId,account,/)
    expect(csv[1]).toContain('a***0@example.com')
    expect(csv).toHaveLength(4)
    expect(csv[3]).toContain('log.exported')
  })

  it('writes a file in GBK that nobody else may read, and never over another', async () => {
    const { env, folder } = await sealedFolder(1)
    await paycircle(['log', 'pseudonymise', '--email', 'agent0@example.com', '--reason', '=应代理人要求😀'], { env })
    const file = join(folder, 'log.csv')
    const args = ['log', 'export', '--format', 'csv', '--charset', 'gbk', '--out', file, '--json']
    expect(documentOf(await paycircle(args, { env }))).toEqual({ rows: 2, file, format: 'csv' })
    const text = new TextDecoder('gbk', { fatal: true }).decode(readFileSync(file))
    expect(text).toContain('应代理人要求\\u{1F600}')
    expect(text).not.toContain('agent0@example.com')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await paycircle(args, { env })).code).toBe(2)
  })

  it('wants a file with --json, and GBK for CSV only', async () => {
    const { env } = await sealedFolder(1)
    expect(errorOf(await paycircle(['log', 'export', '--json'], { env })).code).toBe('export-needs-file')
    const gbk = await paycircle(['log', 'export', '--charset', 'gbk', '--out', 'x', '--json'], { env })
    expect([gbk.code, errorOf(gbk).code]).toEqual([2, 'gbk-needs-csv'])
  })
})

describe('log archive', () => {
  it('moves sealed records into a file that verifies by itself', async () => {
    const { env, folder } = await sealedFolder()
    const to = join(folder, 'archive')
    const archived = documentOf(
      await paycircle(['log', 'archive', '--before', '2100-01-01', '--to', to, '--json'], { env }),
    )
    const file = join(to, 'main-1-2.jsonl')
    expect(archived).toEqual({ archived: [{ writer: 'main', through: 2, records: 2, file }] })
    const verified = await paycircle(['log', 'verify', '--archive', file, '--json'], { env })
    expect(documentOf(verified)).toEqual({ ok: true, rows: 2, signaturesChecked: true })
    expect(documentOf(await paycircle(['log', 'verify', '--json'], { env }))).toMatchObject({ ok: true, rows: 1 })
    writeFileSync(file, readFileSync(file, 'utf8').replace('agent1@example.com', 'agent2@example.com'))
    const broken = await paycircle(['log', 'verify', '--archive', file], { env })
    expect(broken.code).toBe(1)
    const nothing = await paycircle(['log', 'archive', '--before', '2100-01-01', '--to', to, '--lang', 'zh'], { env })
    expect(nothing.code).toBe(0)
  })
})

describe('the log of a running service', () => {
  it('is sealed, verified and forgotten in beside it, and sealed when it stops', async () => {
    const data = join(newFolder(), 'data')
    const running = await startPaycircle(['start', '--data', data, '--port', '0', '--simulator-port', '0'])
    const env = { ...settingsOf(running), PAYCIRCLE_DATA: data }
    await paycircle(['query', '--email', 'signed@example.com'], { env })
    expect((await paycircle(['log', 'seal'], { env })).code).toBe(0)
    const args = ['log', 'pseudonymise', '--email', 'signed@example.com', '--reason', 'asked', '--json']
    expect(documentOf(await paycircle(args, { env })).pseudonym).toMatch(/^pseudonym:[0-9a-f]{32}$/)
    const unknown = await paycircle(args, { env })
    expect([unknown.code, errorOf(unknown).code]).toEqual([2, 'account-unknown'])
    expect(documentOf(await paycircle(['log', 'verify', '--json'], { env }))).toMatchObject({ ok: true, seals: 1 })
    await running.stop()
    expect(documentOf(await paycircle(['log', 'verify', '--json'], { env }))).toMatchObject({ ok: true, anchors: 2 })
  })

  it('survives being killed at any moment, five times over', { timeout: 60_000 }, async () => {
    const data = join(newFolder(), 'data')
    for (let round = 0; round < 5; round++) {
      const running = await startPaycircle(['start', '--data', data, '--port', '0', '--simulator-port', '0'])
      const env = { ...settingsOf(running), PAYCIRCLE_DATA: data }
      const calls = ['query', 'link'].map((name) => paycircle([name, '--email', `agent${round}@example.com`], { env }))
      const seal = paycircle(['log', 'seal'], { env })
      await (round % 2 === 0 ? calls[0] : seal)
      await running.stop('SIGKILL')
      await Promise.all([...calls, seal])
      const verdict = documentOf(await paycircle(['log', 'verify', '--json'], { env }))
      expect(verdict).toMatchObject({ ok: true })
      expect(verdict).not.toHaveProperty('epochs')
    }
    expect(existsSync(join(data, 'anchors.jsonl'))).toBe(true)
  })
})
