import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PaycircleError } from 'paycircle/internal/base'
import { encodeText } from 'paycircle/internal/wire'
import {
  examineRoster,
  readRoster,
  rosterRowLimit,
  type RosterCharset,
  type RosterRecord,
} from '../../../src/engine/roster/read-roster.js'

/** The bytes in chunks of that size. */
async function* chunksOf(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size)
    yield await Promise.resolve(bytes.subarray(start, start + size))
}

async function read(bytes: Uint8Array | string, charset?: RosterCharset, size?: number): Promise<RosterRecord[]> {
  const given = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  const known = charset ?? (await examineRoster(chunksOf(given, size))).charset
  const records: RosterRecord[] = []
  for await (const record of readRoster(chunksOf(given, size), known)) records.push(record)
  return records
}

const codeOf = async (bytes: Uint8Array | string): Promise<string> =>
  read(bytes).then(
    () => 'none',
    (error: unknown) => (error instanceof PaycircleError ? (error as PaycircleError).code : String(error)),
  )

describe('a roster', () => {
  it.each([
    ['email\na@example.com\n'],
    ['\ufeffEmail\r\na@example.com\r\n'],
    ['  E-MAIL \ra@example.com'],
    ['"邮箱"\n"a@example.com"\n'],
    ['序号,邮箱,备注\n1, a@example.com ,"多, 逗号"\n'],
    ['ｅｍａｉｌ\na@example.com\n\n,\n'],
  ])('is read whatever its ends of line, blanks, quotes and marks are: %j', async (text) => {
    expect((await read(text)).map(({ email }) => email)).toEqual(['a@example.com'])
  })

  it('is taken for UTF-8 where all bytes are, and else for GBK, wherever the chunks are cut', async () => {
    const text = '姓名,账号\n王芳和她的旅行社,20880000000000010156\n'
    for (const charset of ['utf-8', 'gbk'] as const) {
      const bytes = encodeText(text, charset)
      for (const size of [1, 2, 3, 5, 1000]) {
        expect(await examineRoster(chunksOf(bytes, size))).toEqual({
          charset,
          digest: createHash('sha256').update(bytes).digest('hex'),
        })
        expect(await read(bytes, undefined, size)).toEqual([{ line: 2, email: '', account: '20880000000000010156' }])
      }
    }
  })

  it('tells on which line a row ends, also behind rows that are left out or hold line breaks', async () => {
    const records = await read('email,note\n\na@example.com,x\nb@example.com,"two\nlines"\n,\nc@example.com,\n')
    expect(records.map(({ line, email }) => [line, email])).toEqual([
      [3, 'a@example.com'],
      [5, 'b@example.com'],
      [7, 'c@example.com'],
    ])
  })

  it.each([
    ['roster-header-missing', ''],
    ['roster-header-missing', 'a@example.com\nb@example.com\n'],
    ['roster-column-twice', 'email,邮箱\na@example.com,b@example.com\n'],
    ['roster-not-text', Buffer.from('\ufeffemail\na@example.com\n', 'utf16le')],
    ['roster-not-text', Buffer.from([...Buffer.from('email\n'), 0xff, 0xff])],
    ['roster-not-text', Buffer.from([...Buffer.from('email\n'), 0xb0])],
    ['roster-malformed', 'email\n"a@example.com\nb@example.com\n'],
    ['roster-malformed', `email\n"${'x'.repeat(20_000)}"\n`],
  ])('is refused as %s where it cannot be read', async (code, bytes) => {
    expect(await codeOf(bytes)).toBe(code)
  })

  it('gives back every value as it was written, quoted as spreadsheets do, in both charsets', async () => {
    const value = fc.string({
      unit: fc.constantFrom('a', '@', '.', '"', ',', '\n', '\r\n', ' ', '王', '=', ';'),
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value), { maxLength: 8 }),
        fc.constantFrom('utf-8' as const, 'gbk' as const),
        fc.integer({ min: 1, max: 9 }),
        async (rows, charset, size) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
          const lines = rows.map(([email, account]) => `${quoted(email)},${quoted(account)}`)
          const records = await read(encodeText(['邮箱,账号', ...lines].join('\r\n'), charset), charset, size)
          const expected = rows.map(([email, account]) => [email.trim(), account.trim()])
          expect(records.map(({ email, account }) => [email, account])).toEqual(
            expected.filter((cells) => cells.some((text) => text !== '')),
          )
          records.forEach(({ line }, index) => {
            expect(line).toBeGreaterThan(records[index - 1]?.line ?? 1)
          })
        },
      ),
    )
  })

  it('meets any bytes with rows or with a typed error', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 })
    const nasty = fc.string({
      unit: fc.constantFrom('"', ',', '\n', '\r', '\0', 'x', '\ufeff', 'email'),
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          bytes,
          nasty.map((text) => Buffer.from(`email\n${text}`)),
        ),
        async (input) => {
          expect(await codeOf(input)).toMatch(/^(?:none|roster-[a-z-]+)$/)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('of a hundred thousand rows is read without holding them', { timeout: 60_000 }, async () => {
    async function* many(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('email\n')
      for (let row = 0; row < 100_000; row += 100) {
        yield await Promise.resolve(
          Buffer.from(Array.from({ length: 100 }, (_, index) => `agent${row + index}@example.com\n`).join('')),
        )
      }
    }
    let rows = 0
    const heaps: number[] = []
    for await (const { line } of readRoster(many(), 'utf-8')) {
      rows++
      if (line % 10_000 === 0) heaps.push(process.memoryUsage().heapUsed)
    }
    expect(rows).toBe(100_000)
    expect(Math.max(...heaps) - (heaps[0] ?? 0)).toBeLessThan(40_000_000)
  })

  it('has no more rows than its limit', { timeout: 60_000 }, async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('email\n')
      const chunk = Buffer.from('a@example.com\n'.repeat(10_000))
      for (;;) yield await Promise.resolve(chunk)
    }
    let rows = 0
    const reading = (async () => {
      for await (const { email } of readRoster(endless(), 'utf-8')) rows += email.length > 0 ? 1 : 0
    })()
    await expect(reading).rejects.toMatchObject({ code: 'roster-too-long' })
    expect(rows).toBe(rosterRowLimit)
  })
})
