import Database from 'better-sqlite3'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock as clock, systemRandom } from 'paycircle/internal/base'
import { openSqliteReader, openSqliteStore } from 'paycircle-server/store/sqlite'
import type { StoreReader } from 'paycircle-server/store/port'
import { median } from './measure.js'
import { atMost, type Row, type Verdict } from './report.js'
import { signingUnit } from './signing-unit.js'

const small = 100_000
const large = 10_000_000
const accounts = 20_000
const start = Date.UTC(2026, 0, 1)
/** Ten million records in half a year. */
const spacingMs = 1500

/**
 * Records as the store writes them, made in bulk from one of its own; their hashes are those of the first, for nothing
 * here verifies them.
 */
function fill(path: string, from: number, to: number): void {
  const database = new Database(path)
  database.pragma('synchronous = off')
  const template = database.prepare('select * from operation_record order by position limit 1').get() as object
  const columns = Object.keys(template).filter((column) => column !== 'position')
  const made: Readonly<Record<string, string>> = {
    writer: `'filled'`,
    sequence: 'n',
    at: `${start} + n * ${spacingMs}`,
    operation_id: `'op-' || n`,
    agreement_id: `'agr-' || (n * 7919 % ${accounts})`,
    account: `'agent' || (n * 7919 % ${accounts}) || '@example.com'`,
    outcome: `case n % 4 when 0 then 'signed' when 1 then 'not_signed' when 2 then 'indeterminate' end`,
    code: `case n % 4 when 1 then 'NO_SIGN_CUSTOMER' when 2 then 'SYSTEM_ERROR' end`,
  }
  const values = columns.map((column) => made[column] ?? column).join(', ')
  const insert = database.prepare(`insert into operation_record (${columns.join(', ')})
    with recursive number (n) as (values (cast(? as integer)) union all select n + 1 from number where n < ?)
    select ${values} from number, (select * from operation_record where writer <> 'filled' limit 1)`)
  for (let first = from; first < to; first += small) insert.run(first, first + small - 1)
  database.exec(`delete from operation_count where writer = 'filled'`)
  database.exec(`insert into operation_count select profile_id, at / 3600000 as hour, writer, kind, coalesce(outcome, ''),
    coalesce(code, ''), count(*) from operation_record where writer = 'filled' group by 1, 2, 3, 4, 5, 6`)
  database.close()
}

interface Times {
  readonly accountMs: number
  readonly pagesMs: readonly number[]
  readonly countsMs: number
  readonly insertMs: number
}

async function timed(task: () => Promise<unknown>, runs = 41): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const begun = performance.now()
    await task()
    times.push(performance.now() - begun)
  }
  return median(times)
}

/** The newest page, and pages a tenth, a half and nine tenths of the way to the oldest. */
async function pageTimes(reader: StoreReader, rows: number): Promise<readonly number[]> {
  const filter = { profileId: 'default', limit: 50 }
  const times: number[] = []
  for (const share of [0, 0.1, 0.5, 0.9]) {
    const until = start + Math.floor(rows * (1 - share)) * spacingMs
    const { next } = await reader.operations({ ...filter, until })
    if (next === undefined) throw new Error('there is no page there')
    times.push(await timed(() => reader.operations({ ...filter, until, cursor: next })))
  }
  return times
}

async function timesAt(path: string, rows: number): Promise<Times> {
  const reader = await openSqliteReader({ path })
  const last = start + rows * spacingMs
  const day = { profileId: 'default', since: last - 86_400_000, until: last }
  const latest = { agreementId: 'agr-42', limit: 50 }
  const found = (await reader.operations(latest)).rows.length
  if (found !== Math.min(50, rows / accounts)) throw new Error(`the account has ${found} records`)
  const accountMs = await timed(() => reader.operations(latest))
  const pagesMs = await pageTimes(reader, rows)
  const countsMs = await timed(() => reader.operationCounts(day))
  await reader.close()
  const store = await openSqliteStore({ path, writerName: 'bench', clock, random: systemRandom })
  await store.commit(signingUnit())
  const begun = performance.now()
  await Promise.all(Array.from({ length: 4000 }, () => store.commit(signingUnit())))
  const insertMs = (performance.now() - begun) / 4000
  await store.close()
  return { accountMs, pagesMs, countsMs, insertMs }
}

/** T11: a log of ten million records beside one of a hundred thousand. */
export async function largeLog(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-bench-'))
  const path = join(folder, `${randomUUID()}.sqlite`)
  try {
    const store = await openSqliteStore({ path, writerName: 'bench', clock, random: systemRandom })
    await store.commit(signingUnit())
    await store.close()
    fill(path, 1, small)
    const few = await timesAt(path, small)
    fill(path, small + 1, large)
    const many = await timesAt(path, large)
    const growth = many.pagesMs.map((time, index) => time / (few.pagesMs[index] ?? Number.NaN))
    const ratio = (subject: string, measured: number, limit: number): Verdict => ({
      target: `${subject} ≤ ${limit} ×`,
      measured: measured.toFixed(2),
      met: measured <= limit,
    })
    const show = (times: Times) =>
      `account ${times.accountMs.toFixed(2)} ms, pages ${times.pagesMs.map((time) => time.toFixed(2)).join(' / ')} ms, counts of a day ${times.countsMs.toFixed(2)} ms, unit ${times.insertMs.toFixed(3)} ms`
    return {
      id: 'T11',
      operation: 'operation log of 10⁷ records, SQLite',
      figures: [
        { name: `at ${small.toLocaleString('en-US')}`, value: show(few) },
        { name: `at ${large.toLocaleString('en-US')}`, value: show(many) },
      ],
      verdicts: [
        atMost('latest 50 of an account', many.accountMs, 5, 'ms'),
        ratio('slowest growth of a page of 50', Math.max(...growth), 1.5),
        atMost('counts by code of a day', many.countsMs, 1, 'ms'),
        ratio('a unit of work (4 000 at once)', many.insertMs / few.insertMs, 1.5),
      ],
      note: 'Pages: the newest, and a tenth, a half, nine tenths of the way back; all by key, none by number. Medians of 41, warm.',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
