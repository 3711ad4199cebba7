import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { request as send } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apiPath, rosterEndpoints } from 'paycircle-server/api'
import { encodeText } from 'paycircle/internal/wire'
import { systemClock } from 'paycircle/internal/base'
import type { z } from 'zod'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { setStage, type Stage } from './stage.js'

type Roster = z.infer<typeof rosterEndpoints.startRoster.answer.schema>
type Results = z.infer<typeof rosterEndpoints.getRosterResults.answer.schema>

let stage: Stage
let uploads: string

beforeAll(async () => {
  uploads = await mkdtemp(join(tmpdir(), 'paycircle-test-'))
  vi.stubEnv('TMPDIR', uploads)
  stage = await setStage({
    clock: systemClock,
    moreProfiles: [{ id: 'other' }],
    service: { streamLimits: { lookMs: 20 } },
  })
})
afterAll(async () => {
  await stage.close()
  vi.unstubAllEnvs()
  await rm(uploads, { recursive: true })
})

/** Files that are being received: they have no name, but the process has them open. */
async function received() {
  const open = await readdir('/proc/self/fd')
  const names = await Promise.all(open.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')))
  expect(await readdir(uploads)).not.toContainEqual(expect.stringContaining('paycircle-upload-'))
  return names.filter((name) => name.includes('/paycircle-upload-'))
}
const rosters = async () => (await stage.store.rostersUnderWay('demo', 'request', 20)).length

function upload(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}, type = 'text/csv') {
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body)
  return stage
    .call(apiPath.rosters(), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stage.apiKey}`,
        'content-type': type,
        'content-length': String(bytes.length),
        ...headers,
      },
      body: bytes,
    })
    .then(({ status, text, headers: answered }) => ({
      status,
      headers: answered,
      json: JSON.parse(text) as Roster & { readonly code: string; readonly remedy: string },
    }))
}

/** A request whose body is sent piece by piece. */
function opened(headers: Readonly<Record<string, string>> = {}) {
  const sent = send(`${stage.origin}${apiPath.rosters()}`, {
    method: 'POST',
    agent: false,
    headers: { authorization: `Bearer ${stage.apiKey}`, 'content-type': 'text/csv', ...headers },
  })
  const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text })
      })
    })
  })
  answer.catch(() => undefined)
  return { sent, answer }
}

const resultsOf = async (id: string) => (await stage.api(apiPath.rosterResults(id))).json as unknown as Results

describe('a roster that comes as a CSV file', () => {
  const text = '姓名,邮箱\r\n王芳,one@example.com\r\n"李 ""强""",two@example.com\r\n\r\n赵,13800138000\r\n'

  for (const [title, bytes, type] of [
    ['UTF-8', Buffer.from(text), 'text/csv'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text} `), 'text/csv'],
    ['GBK', encodeText(`${text}  `, 'gbk'), 'text/csv'],
    ['GBK that says so', encodeText(`${text}   `, 'gbk'), 'text/csv; charset=GB2312'],
  ] as const) {
    it(`is taken in whole: ${title}`, async () => {
      const { status, json } = await upload(bytes, {}, type)
      expect([status, json]).toMatchObject([202, { state: 'asking', entries: 3, pending: 2, outcomes: { invalid: 1 } }])
      expect((await resultsOf(json.id)).items).toMatchObject([
        { number: 2, given: 'one@example.com', outcome: null },
        { number: 3, given: 'two@example.com', outcome: null },
        { number: 5, given: '13800138000', outcome: 'invalid', reason: 'signer-email-is-mobile' },
      ])
      // The same file is the same roster while it is under way.
      expect((await upload(bytes, {}, type)).json.id).toBe(json.id)
      expect(await received()).toEqual([])
    })
  }

  it('is the same under its Idempotency-Key, which is refused for another file', async () => {
    const key = { 'idempotency-key': 'one-file' }
    const first = await upload('email\nkeyed@example.com\n', key)
    const again = await upload('email\nkeyed@example.com\n', key)
    expect([again.json.id, again.headers['idempotent-replayed']]).toEqual([first.json.id, 'true'])
    expect(await upload('email\nother@example.com\n', key)).toMatchObject({
      status: 422,
      json: { code: 'idempotency-key-reused' },
    })
  })

  it('may be longer than what is written or counted at once', async () => {
    const emails = Array.from({ length: 20_345 }, (_, index) => `agent${index}@example.com`)
    const { json } = await upload(`email\n${emails.join('\n')}\n`)
    expect(json).toMatchObject({ entries: 20_345, pending: 20_345 })
  })
})

describe('a file that is refused', () => {
  let before: number
  beforeEach(async () => {
    before = await rosters()
  })

  const many = Array.from({ length: 700 }, (_, index) => `agent${index}@example.org`).join('\n')
  for (const [code, body, type] of [
    ['roster-empty', 'email\n', 'text/csv'],
    ['roster-header-missing', '', 'text/csv'],
    ['roster-header-missing', 'name\nWang\n', 'text/csv'],
    ['roster-column-twice', 'email,邮箱\na@example.com,b@example.com\n', 'text/csv'],
    ['roster-malformed', `email\n${many}\n"open@example.com\n${'x'.repeat(20_000)}`, 'text/csv'],
    ['roster-not-text', Buffer.from([0x65, 0x6d, 0x0a, 0xff, 0xff, 0x81]), 'text/csv'],
    ['roster-not-text', encodeText('邮箱\na@example.com\n', 'gbk'), 'text/csv; charset=utf-8'],
    ['account-parameter-missing', `email,account\n${many}\n,20880000000000010156\n`, 'text/csv'],
  ] as const) {
    it(`is told as ${code}, and nothing of it is kept`, async () => {
      const answer = await upload(body, {}, type)
      expect([answer.status, answer.json.code]).toEqual([422, code])
      expect([await rosters(), await received()]).toEqual([before, []])
    })
  }

  it('is one of a type or charset that nothing here reads', async () => {
    const unsupported = { status: 415, json: { code: 'media-type-unsupported' } }
    expect(await upload('email\na@example.com\n', {}, 'text/csv; charset=latin1')).toMatchObject(unsupported)
    const other = await upload('email\na@example.com\n', {}, 'text/plain')
    expect(other).toMatchObject(unsupported)
    expect(other.json.remedy).toContain('application/json, text/csv')
    const elsewhere = { method: 'POST', body: 'email\na@example.com\n' }
    const headers = { authorization: `Bearer ${stage.apiKey}`, 'content-type': 'text/csv', 'content-length': '20' }
    expect((await stage.call(apiPath.signings(), { ...elsewhere, headers })).status).toBe(415)
    expect([await rosters(), await received()]).toEqual([before, []])
  })

  it('is one that breaks off: of it nothing is left', async () => {
    const { sent, answer } = opened({ 'content-length': '100000' })
    sent.write(`email\n${many}\n`)
    await expect.poll(received).toHaveLength(1)
    sent.destroy()
    await expect(answer).rejects.toThrow()
    await expect.poll(received).toEqual([])
    expect(await rosters()).toBe(before)
  })

  it('is one that is too large, whether it says so or not', async () => {
    const limit = rosterEndpoints.startRoster.file.limitBytes
    const said = opened({ 'content-length': String(limit + 1) })
    said.sent.flushHeaders()
    expect((await said.answer).status).toBe(413)
    said.sent.destroy()
    const unsaid = opened()
    const chunk = Buffer.alloc(8 * 1024 * 1024, 'a@example.com\n')
    for (let bytes = 0; bytes <= limit; bytes += chunk.length) {
      if (!unsaid.sent.write(chunk)) await new Promise((resolve) => unsaid.sent.once('drain', resolve))
    }
    unsaid.sent.end()
    expect(await unsaid.answer).toMatchObject({ status: 413 })
    expect([await rosters(), await received()]).toEqual([before, []])
  })

  it('is one from nobody who may, before any of it is read', async () => {
    const { sent, answer } = opened({ authorization: 'Bearer pck_wrong' })
    sent.write('email\n')
    expect((await answer).status).toBe(401)
    expect(await received()).toEqual([])
    sent.destroy()
  })

  it('is the fifth at once, and one that there is no room for', async () => {
    const slow = Array.from({ length: 4 }, () => opened())
    for (const { sent } of slow) sent.write('email\n')
    await expect.poll(received).toHaveLength(4)
    const fifth = await upload('email\na@example.com\n')
    expect([fifth.status, fifth.json.code, fifth.headers['retry-after']]).toEqual([503, 'uploads-exhausted', '5'])
    for (const { sent } of slow) sent.destroy()
    await expect.poll(received).toEqual([])
    vi.stubEnv('TMPDIR', join(uploads, 'absent'))
    const homeless = await upload('email\na@example.com\n')
    vi.stubEnv('TMPDIR', uploads)
    expect([homeless.status, homeless.json.code]).toEqual([507, 'upload-not-kept'])
    expect(await rosters()).toBe(before)
  })
})

describe('what came of a roster', () => {
  const emails = ['=sum(a1)@example.com', 'signed@example.com', '13800138000', 'agent+unknown-exception@example.com']
  let id: string
  const bytesAt = (path: string, headers: object = {}) =>
    fetch(`${stage.origin}${path}`, { headers: { authorization: `Bearer ${stage.apiKey}`, ...headers } })

  /** Reads a stream to its end. */
  async function told(headers: object = {}) {
    const response = await bytesAt(apiPath.rosterProgress(id), headers)
    const text = await response.text()
    const messages = [...text.matchAll(/^(?:id: (.+)\n)?event: (.+)\ndata: (.+)\n\n/gm)]
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      messages: messages.map(([, last, event, data = '']) => ({ last, event, roster: JSON.parse(data) as Roster })),
    }
  }

  beforeAll(async () => {
    id = (await upload(`email\n${emails.join('\n')}\n`)).json.id
  })

  it('is a file also while it goes on', async () => {
    const text = await (await bytesAt(apiPath.rosterResultsFile(id))).text()
    expect(text.split('\r\n').filter((line) => line.startsWith('3,'))).toEqual(['3,signed@example.com,,,,,,,'])
  })

  it('is told as it goes on, until it is finished', async () => {
    const following = told()
    stage.engine.start()
    const { status, type, messages } = await following
    expect([status, type]).toEqual([200, 'text/event-stream; charset=utf-8'])
    expect(messages[0]).toMatchObject({ event: 'progress', roster: { id, state: 'asking' } })
    expect(messages.at(-1)).toMatchObject({
      last: 'finished',
      event: 'finished',
      roster: { state: 'finished', pending: 0, outcomes: { signed: 1 } },
    })
    const pending = messages.map(({ roster }) => roster.pending)
    expect(pending).toEqual([...pending].sort((one, other) => other - one))
    expect(await told({ 'last-event-id': 'finished' })).toMatchObject({ status: 204, messages: [] })
    expect((await told()).messages).toHaveLength(1)
  })

  it('is a file for spreadsheets, in UTF-8 or GBK, in the language asked for', async () => {
    const english = await bytesAt(apiPath.rosterResultsFile(id), { 'accept-language': 'en' })
    expect(Object.fromEntries(english.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${id}.csv"`,
      'cache-control': 'no-store',
    })
    const bytes = Buffer.from(await english.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from('\ufeff'))
    const lines = bytes.toString('utf8').slice(1).split('\r\n')
    expect(lines[0]).toBe('line,account,state,autoDebit,autoRefund,outcome,code,reason,checkedAt')
    expect(lines).toHaveLength(emails.length + 2)
    expect(lines[1]).toMatch(/^2,'=sum/)
    expect(lines[2]).toMatch(/^3,signed@example\.com,signed,true,true,signed,,,\d{4}-/)
    const chinese = await bytesAt(apiPath.rosterResultsFile(id, { charset: 'gbk' }), { 'accept-language': 'zh' })
    expect(chinese.headers.get('content-type')).toBe('text/csv; charset=gbk')
    const text = new TextDecoder('gbk', { fatal: true }).decode(await chinese.arrayBuffer())
    expect(text.split('\r\n')[3]).toMatch(/^4,13800138000,,,,invalid,,[^,]*\p{Script=Han}/u)
    expect((await bytesAt(apiPath.rosterResultsFile(id, { charset: 'big5' }))).status).toBe(422)
  })

  it('is nobody’s but the profile’s', async () => {
    const { key } = await stage.access.createApiKey({ profileId: 'other', name: 'theirs', actor: 'cli' })
    const headers = { authorization: `Bearer ${key}` }
    for (const path of [apiPath.rosterResultsFile(id), apiPath.rosterProgress(id)]) {
      expect((await stage.call(path, { headers })).status).toBe(404)
      expect((await stage.call(path)).status).toBe(401)
    }
  })
})
