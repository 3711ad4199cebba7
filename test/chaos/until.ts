import { setTimeout as pause } from 'node:timers/promises'

const lookEveryMs = 20
const longestMs = 60_000

/** Looks again and again, and resolves as soon as it holds. What never comes about is a failure. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const from = performance.now()
  while (!(await holds())) {
    if (performance.now() - from > longestMs) throw new Error(`it never came about: ${what}`)
    await pause(lookEveryMs)
  }
}
