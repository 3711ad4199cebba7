import { describe, expect, it } from 'vitest'
import { runSeed } from './random-run.js'

/** `PAYCIRCLE_SEED=17` replays one; `PAYCIRCLE_SEEDS=1..10000` runs others than the first thousand. */
const { PAYCIRCLE_SEED: one, PAYCIRCLE_SEEDS: range = '1..1000' } = process.env
const [first = 1, last = first] = (one ?? range).split('..').map(Number)
const perTest = 50

function seedsFrom(start: number): readonly number[] {
  return Array.from({ length: Math.min(perTest, last - start + 1) }, (_, index) => start + index)
}

function replayOf(seed: number, told: readonly string[], findings: readonly string[]): string {
  return [
    ...findings,
    `PAYCIRCLE_SEED=${seed} npx vitest run test/chaos/seeds`,
    ...(one === undefined ? [] : told),
  ].join('\n')
}

describe('whatever a seed makes of platform, agents, Alipay, network and machine', () => {
  const starts = Array.from({ length: Math.ceil((last - first + 1) / perTest) }, (_, index) => first + index * perTest)

  it.each(starts)(
    'nothing is lost, doubled or guessed: fifty seeds from %i',
    async (start) => {
      for (const seed of seedsFrom(start)) {
        const { told, findings } = await runSeed(seed)
        expect(findings, replayOf(seed, told, findings)).toEqual([])
      }
    },
    60_000,
  )

  it('the same seed makes the same run', async () => {
    const [one, other] = [await runSeed(7), await runSeed(7)]
    expect(one).toEqual(other)
    expect((await runSeed(8)).told).not.toEqual(one.told)
  })
})
