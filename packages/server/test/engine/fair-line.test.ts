import { expect, test } from 'vitest'
import { FairLine } from '../../src/engine/fair-line.js'

/** Lets everybody in the line through, one after the other; tells in which order. */
async function through(line: FairLine, entries: readonly string[]): Promise<string[]> {
  const order: string[] = []
  await line.enter('first')
  const waits = entries.map((name) =>
    line.enter(name.slice(0, 1)).then(() => {
      order.push(name)
      line.leave()
    }),
  )
  line.leave()
  await Promise.all(waits)
  return order
}

test('lanes take turns, and within a lane first come is first served', async () => {
  expect(await through(new FairLine(), ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'])).toEqual([
    'a1',
    'b1',
    'c1',
    'a2',
    'b2',
    'a3',
  ])
})

test('it is free again when the last has left, and who leaves it alone lets nobody in twice', async () => {
  const line = new FairLine()
  await through(line, ['a1', 'b1'])
  await line.enter('a')
  let entered = 0
  void line.enter('b').then(() => entered++)
  void line.enter('b').then(() => entered++)
  line.leave()
  await Promise.resolve()
  await Promise.resolve()
  expect(entered).toBe(1)
})

test('tells how many would come before a newcomer, counting only the turns that other lanes have before his', async () => {
  const line = new FairLine()
  expect(line.ahead('a')).toBe(0)
  await line.enter('a')
  expect(line.ahead('a')).toBe(1)
  for (let count = 0; count < 5; count++) void line.enter('a')
  void line.enter('b')
  expect(line.ahead('b')).toBe(1 + 2 + 1)
  expect(line.ahead('a')).toBe(1 + 5 + 1)
  expect(line.ahead('c')).toBe(1 + 1 + 1)
})
