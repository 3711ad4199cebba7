import { takeOut, type TakenOut } from './archive.js'
import type { CustodyContext } from './context.js'

/** A length of time by the calendar. */
export interface Period {
  readonly years: number
  readonly months: number
  readonly days: number
}

/**
 * Reads `P2Y`, `P18M`, `P2Y6M10D`, `P8W` (ISO 8601) or `730d`; undefined for anything else and for no time at all.
 */
export function periodOf(text: string): Period | undefined {
  const plain = /^(\d{1,5})d$/.exec(text)
  const iso = /^P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/.exec(text)
  if (plain === null && iso === null) return undefined
  const [years = 0, months = 0, weeks = 0, days = 0] = (iso?.slice(1) ?? [0, 0, 0, plain?.[1]]).map(Number).map(orNone)
  return years + months + weeks + days === 0 ? undefined : { years, months, days: 7 * weeks + days }
}

function orNone(number: number): number {
  return Number.isNaN(number) ? 0 : number
}

/** When the period began that ends at `end`; UTC milliseconds. */
export function periodStart(end: number, { years, months, days }: Period): number {
  const date = new Date(end)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCFullYear(date.getUTCFullYear() - years, date.getUTCMonth() - months)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  return date.getTime() - days * 24 * 60 * 60 * 1000
}

const answersAtOnce = 500

/** Deletes what has outlived the period: whole sealed segments of the log, and idempotent answers. */
export async function endPeriod(context: CustodyContext, period: Period): Promise<readonly TakenOut[]> {
  const { clock, store } = context
  const before = periodStart(clock.now(), period)
  for (;;) {
    const oldest = await store.oldestAnswerAt()
    if (oldest === undefined || oldest >= before) break
    await store.commit({ guards: [], writes: [{ write: 'remove-answers', before, limit: answersAtOnce }], log: [] })
  }
  return context.key === undefined ? [] : await takeOut(context, { before, actor: 'engine' })
}
