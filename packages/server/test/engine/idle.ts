import { setImmediate } from 'node:timers/promises'
import type { ManualClock } from 'paycircle/internal/base'

/** Resolves when nothing goes on any more but by the clock: store and gateway model answer within the process. */
export async function idle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await setImmediate()
}

/** Moves the clock on in steps, letting everything happen in between. */
export async function pass(clock: ManualClock, ms: number, stepMs = 50): Promise<void> {
  await idle()
  for (let passed = 0; passed < ms; passed += stepMs) {
    clock.advance(Math.min(stepMs, ms - passed))
    await idle()
  }
}
