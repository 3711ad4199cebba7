import { expect, it } from 'vitest'
import { systemRandom } from '../../src/base/index.js'

it('gives as many bytes as asked for, and never the same again, over many pools', () => {
  const seen = new Set<string>()
  const sizes = [16, 32, 10, 256, 16]
  for (let round = 0; round < 2000; round++) {
    const size = sizes[round % sizes.length] ?? 16
    const piece = systemRandom(size)
    expect(piece).toHaveLength(size)
    seen.add(Buffer.from(piece.subarray(0, 10)).toString('hex'))
  }
  expect(seen.size).toBe(2000)
})

it('gives every piece memory of its own', () => {
  const piece = systemRandom(32)
  const before = Buffer.from(piece)
  for (let round = 0; round < 1000; round++) systemRandom(32).fill(0)
  expect(Buffer.from(piece)).toEqual(before)
  expect(piece.buffer.byteLength).toBe(32)
})

it('gives pieces larger than its pool', () => {
  const piece = systemRandom(10_000)
  expect(piece).toHaveLength(10_000)
  expect(new Set(piece).size).toBe(256)
})
