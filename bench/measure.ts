/** Something whose speed is measured; `run` does the operation once. */
export interface Contestant {
  readonly name: string
  readonly run: () => unknown
}

export interface AsyncContestant {
  readonly name: string
  readonly run: () => Promise<unknown>
}

export interface Speed {
  readonly name: string
  /** Median over the rounds, operations a second. */
  readonly perSecond: number
  /** This contestant's speed over the first one's, round by round, and of that the median. */
  readonly ratioToFirst: number
}

interface Plan {
  readonly rounds?: number
  readonly roundMs?: number
}

const batch = 256

/**
 * Runs the contestants in turn, round after round, so that a machine whose speed drifts slows all of them alike. Ratios
 * are taken within a round. The first contestant is the limit that the others are held against.
 */
export function compare(contestants: readonly Contestant[], plan: Plan = {}): readonly Speed[] {
  const { rounds = 15, roundMs = 120 } = plan
  const speeds = contestants.map(() => [] as number[])
  for (let round = -2; round < rounds; round++) {
    contestants.forEach((contestant, index) => {
      const speed = runFor(contestant, roundMs)
      if (round >= 0) speeds[index]?.push(speed)
    })
  }
  return summarise(contestants, speeds)
}

function runFor(contestant: Contestant, roundMs: number): number {
  const start = performance.now()
  let operations = 0
  let elapsed = 0
  while (elapsed < roundMs) {
    for (let count = 0; count < batch; count++) contestant.run()
    operations += batch
    elapsed = performance.now() - start
  }
  return (operations / elapsed) * 1000
}

/** As `compare`, with `callers` operations under way at a time. */
export async function compareConcurrent(
  contestants: readonly AsyncContestant[],
  plan: Plan & { readonly callers: number },
): Promise<readonly Speed[]> {
  const { rounds = 9, roundMs = 400, callers } = plan
  const speeds = contestants.map(() => [] as number[])
  for (let round = -1; round < rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const speed = await runConcurrentlyFor(contestant, callers, roundMs)
      if (round >= 0) speeds[index]?.push(speed)
    }
  }
  return summarise(contestants, speeds)
}

async function runConcurrentlyFor(contestant: AsyncContestant, callers: number, roundMs: number): Promise<number> {
  const start = performance.now()
  let operations = 0
  const caller = async (): Promise<void> => {
    while (performance.now() - start < roundMs) {
      await contestant.run()
      operations += 1
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return (operations / (performance.now() - start)) * 1000
}

function summarise(contestants: readonly { readonly name: string }[], speeds: readonly number[][]): readonly Speed[] {
  const first = speeds[0] ?? []
  return contestants.map(({ name }, index) => {
    const own = speeds[index] ?? []
    return {
      name,
      perSecond: median(own),
      ratioToFirst: median(own.map((speed, round) => speed / (first[round] ?? Number.NaN))),
    }
  })
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** The value below which the share `rank` (0 to 1) of the values lies. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * rank))] ?? Number.NaN
}
