import type { Guard, LogInPaceRow, Store, Write } from '../store/port/index.js'
import { digestOf } from './tokens.js'

/** So many failures cost nothing: people mistype. */
const freeFailures = { account: 3, address: 10 }
const firstWaitMs = 1000
/**
 * The longest wait. Whoever keeps failing on somebody's name cannot keep him out for long: attempts within the wait are
 * not counted, and a link for a new password, from an administrator or the command line, ends it.
 */
const maxWaitMs = { account: 60_000, address: 15 * 60_000 }
/** After so long without a failure they are forgotten. */
const forgetMs = 24 * 3_600_000

type PaceKind = keyof typeof freeFailures

export interface PaceOf {
  readonly kind: PaceKind
  readonly value: string
}

/** How the paces of an attempt stand. */
export interface PaceStanding {
  /** How long to wait, milliseconds; 0 where it may be tried. */
  readonly waitMs: number
  /** Counts the attempt as failed; to be written before the password is looked at, so that none escapes the count. */
  readonly attempt: { readonly guards: readonly Guard[]; readonly writes: readonly Write[] }
  /** Takes the attempt out of the count again; to be written where it succeeded, on a pace read after it. */
  readonly succeeded: { readonly guards: readonly Guard[]; readonly writes: readonly Write[] }
}

/** Reads how often the account and the address failed of late; all nodes share what stands in the store. */
export async function readPace(store: Store, paces: readonly PaceOf[], now: number): Promise<PaceStanding> {
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
