import type { Guard, LogInPaceRow, Store, Write } from '../store/port/index.js'
import type { AccessContext } from './context.js'
import { accessError } from './errors.js'
import { digestOf } from './tokens.js'

/** So many failures cost nothing: people mistype. */
const freeFailures = { account: 3, address: 10, provider: 60 }
const firstWaitMs = 1000
/**
 * The longest wait. Whoever keeps failing on somebody's name cannot keep him out for long: attempts within the wait are
 * not counted, and a link for a new password, from an administrator or the command line, ends it.
 */
const maxWaitMs = { account: 60_000, address: 15 * 60_000, provider: 60_000 }
/** After so long without a failure they are forgotten. */
const forgetMs = 24 * 3_600_000

/** `provider`: log-ins by another service that an address began and did not end. */
type PaceKind = keyof typeof freeFailures

export interface PaceOf {
  readonly kind: PaceKind
  readonly value: string
}

/** How the paces of an attempt stand. */
interface PaceStanding {
  /** How long to wait, milliseconds; 0 where it may be tried. */
  readonly waitMs: number
  /** Counts the attempt as failed; to be written before the password is looked at, so that none escapes the count. */
  readonly attempt: { readonly guards: readonly Guard[]; readonly writes: readonly Write[] }
  /** Takes the attempt out of the count again; to be written where it succeeded, on a pace read after it. */
  readonly succeeded: { readonly guards: readonly Guard[]; readonly writes: readonly Write[] }
}

const attemptsToCount = 10

/** How attempts are counted, and those that succeeded taken out of the count. */
export interface Paces {
  /** Counts the attempt before it is made: of many at once none escapes. `log-in-too-often`, `log-in-busy`. */
  readonly countAttempt: (paces: readonly PaceOf[]) => Promise<void>
  /** Where others keep changing the count it stays one too high, which harms nobody. */
  readonly takeBack: (paces: readonly PaceOf[]) => Promise<void>
}

export function createPaces({ store, clock }: Pick<AccessContext, 'store' | 'clock'>): Paces {
  return {
    async countAttempt(paces) {
      for (let attempt = 0; attempt < attemptsToCount; attempt++) {
        const pace = await readPace(store, paces, clock.now())
        if (pace.waitMs > 0) throw accessError('log-in-too-often', { retryAfterMs: pace.waitMs })
        const { result } = await store.commit({ ...pace.attempt, log: [] })
        if (result === 'done') return
      }
      throw accessError('log-in-busy', { retryAfterMs: 1000 })
    },

    async takeBack(paces) {
      for (let attempt = 0; attempt < attemptsToCount; attempt++) {
        const { succeeded } = await readPace(store, paces, clock.now())
        if ((await store.commit({ ...succeeded, log: [] })).result === 'done') return
      }
    },
  }
}

/** Reads how often the account and the address failed of late; all nodes share what stands in the store. */
async function readPace(store: Store, paces: readonly PaceOf[], now: number): Promise<PaceStanding> {
  const rows = await Promise.all(
    paces.map(async ({ kind, value }) => {
      // The digest, as what somebody typed in place of a name may be a password.
      const key = digestOf(`${kind} ${value}`)
      return { kind, key, row: await store.logInPace(key) }
    }),
  )
  const unchanged = rows.map(({ key, row }): Guard => ({
    guard: 'log-in-pace-unchanged',
    key,
    failures: row?.failures ?? 0,
  }))
  return {
    waitMs: Math.max(0, ...rows.map(({ row }) => (row === undefined ? 0 : row.nextAt - now))),
    attempt: {
      guards: unchanged,
      writes: rows.map(({ kind, key, row }) => ({ write: 'put-log-in-pace', row: afterFailure(kind, key, row, now) })),
    },
    succeeded: {
      guards: unchanged,
      writes: rows.map(({ kind, key, row }) => ({ write: 'put-log-in-pace', row: afterSuccess(kind, key, row, now) })),
    },
  }
}

function afterFailure(kind: PaceKind, key: string, row: LogInPaceRow | undefined, now: number): LogInPaceRow {
  const forgotten = row === undefined || now - row.updatedAt >= forgetMs
  const failures = Math.min((forgotten ? 0 : row.failures) + 1, 1000)
  const over = failures - freeFailures[kind]
  const waitMs = over <= 0 ? 0 : Math.min(maxWaitMs[kind], firstWaitMs * 2 ** Math.min(over - 1, 20))
  return { key, failures, nextAt: now + waitMs, updatedAt: now }
}

/** The address's other failures stay: an account of his own would free whoever guesses others. */
function afterSuccess(kind: PaceKind, key: string, row: LogInPaceRow | undefined, now: number): LogInPaceRow {
  const failures = kind === 'account' ? 0 : Math.max(0, (row?.failures ?? 0) - 1)
  return { key, failures, nextAt: failures <= freeFailures[kind] ? 0 : (row?.nextAt ?? 0), updatedAt: now }
}
