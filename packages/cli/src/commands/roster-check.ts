import { resolve } from 'node:path'
import type { RosterEnd, RosterProgress } from 'paycircle-server/engine'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { openLoggedMerchant, type LoggedMerchant } from '../merchant/index.js'
import { pairs } from '../output/table.js'
import { timeText } from '../output/time.js'
import { readable, takeIn } from './roster-intake.js'
import { rosterMessages } from './roster-messages.js'
import { resultPath, writeRosterResult } from './roster-result.js'
import { warningsOf } from './warnings.js'

interface RosterCheckOptions {
  readonly out: string | undefined
  readonly gbk: boolean
  readonly restart: boolean
}

const lookMs = 200
const sayEveryMs = 5000

/** `roster check`: what Alipay says about every agent of a list. */
export async function rosterCheck(
  invocation: Invocation,
  { argument = '', options }: { readonly argument: string | undefined; readonly options: RosterCheckOptions },
): Promise<ExitCode> {
  const { language, output, workingFolder } = invocation
  const say = rosterMessages[language]
  const path = resolve(workingFolder, argument)
  const { examineRoster } = await import('paycircle-server/engine')
  const file = await readable(path, (bytes) => examineRoster(bytes))
  const merchant = await openLoggedMerchant(invocation, { folderWithout: `${path}.paycircle`, writer: 'worker' })
  try {
    const desk = merchant.rosters
    const { rosterId, resumed, listed } = await desk.open({ digest: file.digest, restart: options.restart })
    if (resumed) output.notice(say.resumed)
    const rows = await readable(path, (bytes) => takeIn(bytes, file, listed ? undefined : desk, rosterId, merchant))
    if (!listed) await desk.listed(rosterId)
    const { progress, end } = await runToEnd(invocation, merchant, rosterId)
    const out = end === 'finished' ? resultPath(path, options.out, workingFolder) : undefined
    if (out !== undefined) await writeRosterResult({ desk, rosterId, out, gbk: options.gbk, language })
    const invalid = progress.outcomes.invalid ?? 0
    output.result(
      {
        rosterId,
        finished: end === 'finished',
        resumed,
        charset: file.charset,
        rows,
        duplicates: Math.max(0, rows - progress.entries),
        invalid,
        pending: progress.pending,
        outcomes: progress.outcomes,
        changes: progress.changes,
        ...(out === undefined ? {} : { out }),
        operationId: rosterId,
        ...warningsOf(merchant, language),
      },
      () => pairs([...summary(progress, rows, say), ...(out === undefined ? [] : [[say.result, out] as const])]),
    )
    if (end === 'paused') output.notice(say.goOn(argument))
    if (end === 'unreachable') output.notice(say.unreachable(argument))
    return codeOf(progress, end)
  } finally {
    await merchant.close()
  }
}

interface Ending {
  readonly progress: RosterProgress
  readonly end: RosterEnd
}

/** Starts the run and follows it; the first Ctrl-C pauses it. */
async function runToEnd(invocation: Invocation, merchant: LoggedMerchant, rosterId: string): Promise<Ending> {
  const { clock, output, language, stopRequested } = invocation
  const desk = merchant.rosters
  const say = rosterMessages[language]
  await desk.start(rosterId)
  let pausing: Promise<void> | undefined
  void stopRequested().then(() => {
    output.endRewriting()
    output.notice(say.pausing)
    pausing = desk.pause(rosterId)
    pausing.catch(() => undefined)
  })
  let saidAt = -Infinity
  for (;;) {
    const { progress, end } = await desk.standing(rosterId)
    if (end !== null) {
      await pausing
      output.endRewriting()
      return { progress, end }
    }
    const isWatched = output.isWatched
    if (isWatched || clock.monotonic() - saidAt >= sayEveryMs) {
      saidAt = clock.monotonic()
      const waits = progress.waitsUntil === null ? undefined : timeText(progress.waitsUntil, merchant.settings.timeZone)
      const line = say.progress(progress.entries - progress.pending, progress.entries, waits)
      if (isWatched) output.rewrite(line)
      else output.notice(line)
    }
    await new Promise<void>((done) => clock.after(lookMs, done))
  }
}

function summary(
  { entries, pending, outcomes, changes }: RosterProgress,
  rows: number,
  say: (typeof rosterMessages)['en'],
): readonly (readonly [string, string])[] {
  const counted = (
    ['signed', 'not_signed', 'irregular', 'refused', 'indeterminate', 'not_sent', 'held', 'invalid'] as const
  )
    .filter((outcome) => (outcomes[outcome] ?? 0) > 0)
    .map((outcome) => [say[`outcome-${outcome}`], String(outcomes[outcome])] as const)
  const changed = Object.values(changes).reduce((sum, count) => sum + count, 0)
  return [
    [say.rows, String(rows)],
    [say.accounts, String(entries)],
    ...counted,
    ...(pending === 0 ? [] : [[say.pending, String(pending)] as const]),
    ...(changed === 0 ? [] : [[say.changed, String(changed)] as const]),
  ]
}

/** All signed; some not; or of some nobody knows, which outweighs "not": the list is not settled then. */
function codeOf({ entries, outcomes }: RosterProgress, end: Ending['end']): ExitCode {
  if (end === 'unreachable') return exitCode.notSent
  const { signed = 0, not_signed: notSigned = 0, irregular = 0 } = outcomes
  if (signed === entries) return exitCode.done
  return signed + notSigned + irregular === entries ? exitCode.no : exitCode.indeterminate
}
