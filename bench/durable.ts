import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './measure.js'
import { atLeast, atMost, perSecond, type Row } from './report.js'

interface Load {
  readonly perSecond: number
  readonly delayP99Ms: number
}

const program = fileURLToPath(new URL('durable-load.js', import.meta.url))

function load(kind: 'bare' | 'store', preload: string | undefined): Load {
  const env = preload === undefined ? process.env : { ...process.env, LD_PRELOAD: preload }
  const child = spawnSync(process.execPath, [program, kind, '2000'], { env, encoding: 'utf8' })
  if (child.status !== 0) throw new Error(`the load ${kind} failed: ${child.stderr}`)
  return JSON.parse(child.stdout) as Load
}

function rounds(count: number, preload?: string) {
  const pairs = Array.from({ length: count }, () => ({ bare: load('bare', preload), store: load('store', preload) }))
  return {
    bare: median(pairs.map(({ bare }) => bare.perSecond)),
    store: median(pairs.map(({ store }) => store.perSecond)),
    ratio: median(pairs.map(({ bare, store }) => store.perSecond / bare.perSecond)),
    delayP99Ms: median(pairs.map(({ store }) => store.delayP99Ms)),
  }
}

/** T8: units of work from 64 callers, each answered after its sync. */
export function durable(): Row {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-bench-'))
  try {
    const library = join(folder, 'slow-sync.so')
    const source = fileURLToPath(new URL('../slow-sync.c', import.meta.url))
    const compiled = spawnSync('g++', ['-x', 'c', '-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'])
    if (compiled.status !== 0) throw new Error('slow-sync.c could not be compiled; it needs g++')
    const usual = rounds(5)
    const slow = rounds(3, library)
    return {
      id: 'T8',
      operation: 'durable write path, 64 callers, SQLite',
      figures: [
        { name: 'better-sqlite3 alone, one sync a unit', value: `${perSecond(usual.bare)} (1.00)` },
        { name: '**paycircle store**', value: `${perSecond(usual.store)} (${usual.ratio.toFixed(2)})` },
        { name: 'alone, syncs made 2 ms slower', value: `${perSecond(slow.bare)} (1.00)` },
        { name: '**paycircle store**, the same', value: `${perSecond(slow.store)} (${slow.ratio.toFixed(2)})` },
      ],
      verdicts: [
        atLeast('times one sync a unit', usual.ratio, 3.5),
        atMost('event-loop delay p99', usual.delayP99Ms, 5, 'ms'),
        atLeast('times one sync a unit, slow syncs', slow.ratio, 20),
      ],
      note: 'A unit is what `POST /v1/signings` commits for a new agent: an agreement, a signing, a record of the log, with ids that sort by time as the engine makes them. WAL, synchronous=FULL on both sides; the delay is sampled every millisecond. The factor depends on how long a sync takes, and other work on the machine makes it longer: compare rows of one run only. What bounds it, and why the targets are not the first ones (4 and 30): docs/decisions/0081, 0083.',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
