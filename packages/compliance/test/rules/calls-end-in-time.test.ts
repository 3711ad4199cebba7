import { expect, it } from 'vitest'
import { callsEndInTime } from '../../src/rules/calls-end-in-time.js'
import { harOf, second } from '../recordings.js'
import { placesOf } from '../specimens.js'

it('complains of a call that lasted longer than a minute', () => {
  for (const [durationMs, findings] of [
    [60_000, 0],
    [60_001, 1],
    [-1, 0],
  ] as const) {
    expect(placesOf(callsEndInTime, harOf([{ at: second(0), durationMs }]))).toHaveLength(findings)
  }
})
