import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { ManualClock } from 'paycircle/internal/base'
import { createIds } from '../../src/engine/ids.js'
import { digestOfToken, maskToken, newToken } from '../../src/engine/start-token.js'

test('ids sort in the order in which they were made, also while time stands still or runs back', () => {
  const clock = new ManualClock()
  const newId = createIds(clock, randomBytes)
  const ids: string[] = []
  for (let round = 0; round < 2000; round++) {
    ids.push(newId('op'))
    if (round % 3 === 0) clock.setWall(clock.now() + (round % 2 === 0 ? 7 : -5))
  }
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => /^op_[0-9a-hjkmnp-tv-z]{26}$/.test(id))).toBe(true)
})

test('two sources at the same moment make different ids', () => {
  const clock = new ManualClock()
  const [a, b] = [createIds(clock, randomBytes), createIds(clock, randomBytes)]
  expect(a('agr')).not.toBe(b('agr'))
})

test('the largest random tail does not spill into the time', () => {
  const clock = new ManualClock()
  const newId = createIds(clock, (bytes) => Buffer.alloc(bytes, 0xff))
  expect(newId('evt')).toHaveLength(30)
  expect(newId('evt')).toHaveLength(30)
})

test('an id is the milliseconds and then the random bytes, and the next of that moment is one more', () => {
  const clock = new ManualClock()
  clock.setWall(Date.UTC(2026, 10, 26, 8, 30, 0, 123))
  const idsAfter = (tail: string) => createIds(clock, () => Buffer.from(tail, 'hex'))
  const newId = idsAfter('0123456789abcdeffedc')
  expect([newId('op'), newId('op')]).toEqual(['op_01m8bfkkxv04hmasw9nf6yzzpw', 'op_01m8bfkkxv04hmasw9nf6yzzpx'])
  const carrying = idsAfter('0000000000ffffffffff')
  expect([carrying('op'), carrying('op')]).toEqual(['op_01m8bfkkxv00000000zzzzzzzz', 'op_01m8bfkkxv0000000100000000'])
})

test('a token covered by one idempotency key is uncovered by that key and signing alone', () => {
  const token = newToken(randomBytes)
  const masked = maskToken(token, 'key', 'sgn_1')
  expect(masked).not.toBe(token)
  expect(maskToken(masked, 'key', 'sgn_1')).toBe(token)
  expect(maskToken(masked, 'other', 'sgn_1')).not.toBe(token)
  expect(maskToken(masked, 'key', 'sgn_2')).not.toBe(token)
  expect(digestOfToken(token)).toMatch(/^[0-9a-f]{64}$/)
})
