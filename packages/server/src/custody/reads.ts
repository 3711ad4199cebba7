import type { CustodyContext } from './context.js'
import type { CustodyDetails } from './log-kinds.js'

export interface ReadNote {
  /** Who looks. */
  readonly actor: string
  readonly profileId: string
  readonly agreementId: string
  readonly account: string
  readonly what: CustodyDetails['log.read']['what']
}

/** Takes down who looked at what is stored about an account. S3-19, Q3-18 */
export type ReadLog = (note: ReadNote) => Promise<void>

const once = 60 * 60 * 1000
const rememberedReads = 10_000

/**
 * One record an hour for each reader and account, so that a page that is opened again, or a program that asks time and
 * again, does not fill the log that it reads.
 */
export function createReadLog(context: Pick<CustodyContext, 'clock' | 'store' | 'record'>): ReadLog {
  const { clock, store } = context
  const until = new Map<string, number>()
  return async ({ actor, profileId, agreementId, account, what }) => {
    const name = `${actor}\0${agreementId}`
    const now = clock.monotonic()
    if ((until.get(name) ?? 0) > now) return
    const about = { actor, profileId, agreementId, account }
    await store.commit({ guards: [], writes: [], log: [context.record('log.read', about, { what })] })
    until.delete(name)
    until.set(name, now + once)
    const [oldest] = until.keys()
    if (until.size > rememberedReads && oldest !== undefined) until.delete(oldest)
  }
}
