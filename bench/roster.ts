import { startChild } from './child.js'
import { median } from './measure.js'
import { atMost, type Row } from './report.js'

const agents = 100_000
const rounds = 2

interface Load {
  readonly seconds: number
  readonly driftBytes: number
  readonly listingSeconds?: number
}

async function load(kind: 'bare' | 'roster', port: string, flags: readonly string[] = []): Promise<Load> {
  const child = await startChild('roster-load.js', [kind, port, String(agents)], flags)
  await child.stop()
  return JSON.parse(child.line) as Load
}

/** T10: a roster of a hundred thousand agents against the same calls made by the client alone. */
export async function roster(): Promise<Row> {
  const server = await startChild('answering-server.js', ['20'])
  try {
    const pairs: { readonly bare: Load; readonly roster: Load }[] = []
    for (let round = 0; round < rounds; round++) {
      pairs.push({ bare: await load('bare', server.line), roster: await load('roster', server.line) })
    }
    const ratio = median(pairs.map((pair) => pair.roster.seconds / pair.bare.seconds))
    const seconds = (kind: 'bare' | 'roster') => median(pairs.map((pair) => pair[kind].seconds))
    const resident = median(pairs.map((pair) => pair.roster.driftBytes)) / 1_000_000
    const live = (await load('roster', server.line, ['--expose-gc'])).driftBytes / 1_000_000
    return {
      id: 'T10',
      operation: 'roster of 100 000 agents, answers in 20 ms, 64 at a time',
      figures: [
        { name: 'the client alone, nothing stored', value: `${seconds('bare').toFixed(1)} s` },
        { name: '**paycircle roster**', value: `${seconds('roster').toFixed(1)} s (${ratio.toFixed(2)})` },
        {
          name: 'taking the list in, beforehand',
          value: `${median(pairs.map((pair) => pair.roster.listingSeconds ?? 0)).toFixed(1)} s`,
        },
        { name: 'resident memory over that after the first tenth', value: `${resident.toFixed(1)} MB` },
      ],
      verdicts: [
        { target: '≤ 1.10 × the bare calls', measured: ratio.toFixed(2), met: ratio <= 1.1 },
        atMost('live memory over that after the first tenth', live, 20, 'MB'),
      ],
      note: 'Every agent is claimed, logged before and after its call, and stored. The governor is open. Live memory is what is left when everything else has been collected, in a run of its own; resident memory goes up and down with what has not been collected yet: docs/decisions/0083. The roster needs a processor for its thread and one for its store.',
    }
  } finally {
    await server.stop()
  }
}
