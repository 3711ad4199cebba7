import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { anchorFile, verifyArchive } from 'paycircle-server/custody'
import type { TrustedKeys } from 'paycircle-server/ledger'
import { verifyLog, type LogVerdict } from 'paycircle-server/store/port'
import { readConfiguration, storePlace, type Configuration } from '../configuration/index.js'
import { anchorPath, loadSealKeys, sealKeyPath } from '../custody/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { logError } from './log-errors.js'
import { faultWords } from './log-fault-words.js'
import { logMessages } from './log-messages.js'
import { openLog } from './open-log.js'

interface LogVerifyOptions {
  readonly anchor: string | undefined
  readonly archive: string | undefined
  readonly 'public-key': string | undefined
}

/** `log verify`: whether the log is what was written, as far as can be shown. */
export async function logVerify(
  invocation: Invocation,
  { options }: { readonly options: LogVerifyOptions },
): Promise<ExitCode> {
  const { anchor, archive } = options
  if (anchor !== undefined && archive !== undefined) {
    throw logError('anchor-or-archive', {})
  }
  const { output } = invocation
  const verdict = archive === undefined ? await verifyStore(invocation, options) : await verifyFile(invocation, options)
  output.result(verdict, () => verdictText(verdict, invocation, archive === undefined))
  return verdict.ok ? exitCode.done : exitCode.no
}

async function verifyStore(invocation: Invocation, options: LogVerifyOptions): Promise<LogVerdict> {
  const { reader, installation, store } = await openLog(invocation)
  try {
    const trusted = trustedKeys(invocation, options, sealKeyPath(installation, store.path), installation)
    const kept = anchorPath(installation, store.path)
    const anchors = options.anchor === undefined ? kept : resolve(invocation.workingFolder, options.anchor)
    // A file that was named must be there; without a name the usual one counts where there is one.
    const isThere = options.anchor !== undefined || existsSync(anchors)
    return await verifyLog(reader, {
      ...(trusted === undefined ? {} : { trusted }),
      ...(isThere ? { anchors: anchorFile(anchors).lines() } : {}),
    })
  } finally {
    await reader.close()
  }
}

async function verifyFile(invocation: Invocation, options: LogVerifyOptions): Promise<LogVerdict> {
  const { environment, workingFolder } = invocation
  const { installation } = readConfiguration(environment, workingFolder)
  const place = storePlace(installation)
  const configured = place === undefined ? installation.sealKeyFile : sealKeyPath(installation, place.path)
  const trusted = trustedKeys(invocation, options, configured, installation)
  return verifyArchive(resolve(workingFolder, options.archive ?? ''), trusted)
}

function trustedKeys(
  { workingFolder }: Invocation,
  options: LogVerifyOptions,
  configured: string | undefined,
  { sealKeys }: Configuration['installation'],
): TrustedKeys | undefined {
  const file = options['public-key'] ?? configured
  return file === undefined ? sealKeys?.trusted : loadSealKeys(resolve(workingFolder, file)).trusted
}

function verdictText(verdict: LogVerdict, { language, output }: Invocation, isStore: boolean): string {
  const say = logMessages[language]
  const { ok, rows, firstBad, seals = 0, anchors, signaturesChecked, epochs = [] } = verdict
  const lines = [ok ? output.colours.ok(say.good(rows)) : say.broken(rows)]
  if (firstBad !== undefined) {
    const { writer, sequence, reason, line } = firstBad
    const place = say.numberOf(writer, sequence) + (line === undefined ? '' : say.lineOf(line))
    lines.push(say.brokenAt(place, faultWords[language][reason]))
  }
  if (isStore) lines.push(say.compared(seals, anchors ?? 0))
  for (const { writer, epoch, reason, explained } of epochs) {
    lines.push(say.epoch(writer, epoch, explained ? reason : say.unexplained))
  }
  if (signaturesChecked === false) lines.push(say.unchecked)
  if (isStore && anchors === undefined) lines.push(say.noAnchors)
  return lines.join('\n')
}
