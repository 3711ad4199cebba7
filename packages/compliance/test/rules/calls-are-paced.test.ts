import { expect, it } from 'vitest'
import { callsArePaced } from '../../src/rules/calls-are-paced.js'
import { harOf, refusal, second, signed } from '../recordings.js'
import { placesOf } from '../specimens.js'

const count = (...calls: Parameters<typeof harOf>[0]) => placesOf(callsArePaced, harOf(calls)).length
const failing = (seconds: number) => ({ at: second(seconds), answer: refusal('SYSTEM_ERROR') })

it('complains of the third equal query, each less than 10 s after a failure', () => {
  expect(count(failing(0), failing(9))).toBe(0)
  expect(count(failing(0), failing(9), failing(18))).toBe(1)
  expect(count(failing(0), failing(9), failing(19))).toBe(0)
  expect(count(failing(0), failing(1), failing(2), failing(3))).toBe(2)
})

it('reads the calls in the order of their times, not of the file', () => {
  expect(count(failing(20), failing(0), failing(10))).toBe(0)
})

it('lets a query be repeated after it succeeded, and other agents be asked', () => {
  const succeeding = (seconds: number) => ({ at: second(seconds), answer: signed })
  expect(count(succeeding(0), succeeding(1), succeeding(2), succeeding(3))).toBe(0)
  expect(count(failing(0), { ...failing(1), email: 'b@example.com' }, { ...failing(2), email: 'c@example.com' })).toBe(
    0,
  )
  expect(count(failing(0), { ...failing(1), email: 'AGENT@example.com' }, failing(2))).toBe(1)
})
