import type { Clock } from 'paycircle/internal/base'

/** Gives a profile's calls their turns, so many milliseconds apart. Q4-01 */
export interface Turns {
  /** How long the next call of the profile would wait now. */
  waitMs(profileId: string): number
  /** Resolves when the turn has come, or when `stopped` is aborted. */
  take(profileId: string): Promise<void>
}

export function createTurns(clock: Clock, spacingMs: number, stopped: AbortSignal): Turns {
  const nextAt = new Map<string, number>()
  const waitMs = (profileId: string) => Math.max(0, (nextAt.get(profileId) ?? 0) - clock.monotonic())
  return {
    waitMs,
    async take(profileId) {
      const wait = waitMs(profileId)
      nextAt.set(profileId, clock.monotonic() + wait + spacingMs)
      if (wait > 0) await pause(clock, wait, stopped)
    },
  }
}

/** Resolves after `ms`, or at once when the signal is aborted. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const end = () => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.after(ms, end)
    signal.addEventListener('abort', end)
  })
}
