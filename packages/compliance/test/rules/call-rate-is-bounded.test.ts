import { expect, it } from 'vitest'
import { callRateIsBounded } from '../../src/rules/call-rate-is-bounded.js'
import { harOf, second } from '../recordings.js'
import { placesOf } from '../specimens.js'

const every = (stepS: number, calls: number) =>
  placesOf(
    callRateIsBounded,
    harOf(Array.from({ length: calls }, (_, at) => ({ at: second(at * stepS), email: `a${String(at)}@example.com` }))),
  ).length

it('takes two calls a second for as long as they last, and a burst of a moment', () => {
  expect(every(0.5, 100)).toBe(0)
  expect(every(0.01, 20)).toBe(0)
})

it('complains once a window of what goes on faster', () => {
  expect(every(0.4, 21)).toBe(1)
  expect(every(0.1, 63)).toBe(3)
})
