import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** One figure beside ours. */
export interface Figure {
  readonly name: string
  readonly value: string
}

/** A target and what was measured against it. */
export interface Verdict {
  readonly target: string
  readonly measured: string
  readonly met: boolean
}

export interface Row {
  readonly id: string
  readonly operation: string
  readonly figures: readonly Figure[]
  readonly verdicts: readonly Verdict[]
  /** How it was measured, and what stands in the way where a target is missed. */
  readonly note?: string
}

export function atLeast(subject: string, measured: number, limit: number): Verdict {
  return { target: `${subject} ≥ ${limit}`, measured: measured.toFixed(2), met: measured >= limit }
}

export function atMost(subject: string, measured: number, limit: number, unit: string): Verdict {
  return { target: `${subject} ≤ ${limit} ${unit}`, measured: `${measured.toFixed(1)} ${unit}`, met: measured <= limit }
}

export function perSecond(speed: number): string {
  return `${Math.round(speed).toLocaleString('en-US')}/s`
}

const marker = '<!-- rows below are written by npm run bench -->'

/** Puts the rows into the results file; rows that were not measured this time keep what stands there. */
export function writeResults(file: string, rows: readonly Row[], date: string): void {
  const measured = new Map(rows.map((row) => [row.id, render(row, date)]))
  const kept = new Map(
    (read(file).split(marker)[1] ?? '')
      .split(/^(?=## T)/m)
      .filter((section) => section.startsWith('## '))
      .map((section) => [/^## (\S+)/.exec(section)?.[1] ?? '', `${section.trim()}\n`]),
  )
  const sections = [...new Map([...kept, ...measured])].sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)))
  writeFileSync(file, `${head()}\n${marker}\n\n${sections.map(([, text]) => text).join('\n')}`)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function head(): string {
  return [
    '# Measured',
    '',
    'Each row is one run on one machine: ours, peers and limit in turn, round after round; ratios are medians of the',
    'rounds. The absolute figures hold for that machine alone. `npm run bench` repeats all of it, `npm run bench T1 T6`',
    'some of it; peers are installed into `bench/peers` for the occasion.',
    '',
  ].join('\n')
}

function render(row: Row, date: string): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}`
  return [
    `## ${row.id} — ${row.operation}`,
    '',
    '| | measured |',
    '| --- | --- |',
    ...row.figures.map((figure) => `| ${figure.name} | ${figure.value} |`),
    '',
    '| target | measured | |',
    '| --- | --- | --- |',
    ...row.verdicts.map((one) => `| ${one.target} | ${one.measured} | ${one.met ? 'met' : '**missed**'} |`),
    '',
    ...(row.note === undefined ? [] : [row.note, '']),
    `${date}, ${machine}.`,
    '',
  ].join('\n')
}
