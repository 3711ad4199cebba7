import { readFile, writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import {
  applyWaivers,
  Audit,
  baselineText,
  compareWithBaseline,
  filesUnder,
  isClean,
  jsonReport,
  junitReport,
  readBaseline,
  readWaivers,
  rules,
  sarifReport,
  type AuditReport,
  type FinalReport,
} from 'paycircle-compliance'
import { commandLineError, type CommandInput, type OptionDefinitions } from '../command-line/index.js'
import { programError } from '../errors.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { programVersion } from '../program-version.js'
import { auditMessages } from './audit-messages.js'
import { auditText } from './audit-text.js'

const inputLimitBytes = 64 * 1024 * 1024

interface AuditOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'junit' | undefined
  readonly out: string | undefined
  readonly waivers: string | undefined
  readonly baseline: string | undefined
  readonly 'write-baseline': string | undefined
}

/** `audit PATH…`: what of an implementation breaks which row, where, and how to mend it. S3-25, Q3-28 */
export async function audit(
  invocation: Invocation,
  { all, options }: Pick<CommandInput<OptionDefinitions>, 'all'> & { readonly options: AuditOptions },
): Promise<ExitCode> {
  const { language, output } = invocation
  const say = auditMessages[language]
  const format = options.format ?? (output.json ? 'json' : 'text')
  if (output.json && format !== 'json') {
    throw commandLineError('usage-option-pair', { option: '--json', needs: '--format json' })
  }
  // Both are read first: whoever audits for minutes should not learn of a typing error at the end.
  const waivers =
    options.waivers === undefined ? [] : readWaivers(await textOf(invocation, options.waivers), options.waivers, rules)
  const baseline =
    options.baseline === undefined
      ? undefined
      : readBaseline(await textOf(invocation, options.baseline), options.baseline)
  const report = await auditPaths(invocation, all)
  const { findings, waived, problems } = applyWaivers(report.findings, waivers, today(invocation))
  if (options['write-baseline'] !== undefined) {
    await write(invocation, options['write-baseline'], baselineText(findings))
    output.notice(say.baselineWritten(options['write-baseline'], findings.length))
    return exitCode.done
  }
  const compared = compareWithBaseline(findings, baseline ?? new Map())
  const final: FinalReport = { ...report, ...compared, waived, problems }
  await tell(invocation, final, format, options.out)
  return isClean(final) ? exitCode.done : exitCode.no
}

async function auditPaths(
  { output, language, stdin, workingFolder }: Invocation,
  paths: readonly string[],
): Promise<AuditReport> {
  const running = new Audit()
  let count = 0
  const add = (path: string, bytes: Uint8Array) => {
    running.add(path, bytes)
    count += 1
    if (output.isWatched && count % 100 === 0) output.rewrite(auditMessages[language].progress(count))
  }
  for (const path of new Set(paths)) {
    if (path === '-') {
      add('-', await bytesOf(stdin))
      continue
    }
    try {
      for await (const file of filesUnder(resolve(workingFolder, path), shownPath(path, workingFolder))) {
        if ('skipped' in file) running.skip(file.path, file.skipped)
        else add(file.path, file.bytes)
      }
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).code === undefined
        ? cause
        : programError('input-unreadable', { file: path }, { cause })
    }
  }
  output.endRewriting()
  return running.report()
}

/** As it was typed, but by the shortest way, so that a baseline written with `./src` fits `src/`. */
function shownPath(path: string, workingFolder: string): string {
  const short = relative(workingFolder, resolve(workingFolder, path)).replaceAll('\\', '/')
  return short === '' ? '.' : short.startsWith('..') ? path : short
}

async function tell(
  invocation: Invocation,
  report: FinalReport,
  format: NonNullable<AuditOptions['format']>,
  out: string | undefined,
): Promise<void> {
  const { language, output } = invocation
  const text = textIn(invocation, report, format)
  if (out === undefined) {
    if (format === 'json') output.result(jsonReport(report, language), () => text)
    else await output.content(text.endsWith('\n') ? text : `${text}\n`)
    return
  }
  await write(invocation, out, text.endsWith('\n') ? text : `${text}\n`)
  output.notice(auditMessages[language].reportWritten(out, report.findings.length))
  if (output.json) output.result({ clean: isClean(report), file: out, findings: report.findings.length }, () => '')
}

function textIn(
  { language, output }: Invocation,
  report: FinalReport,
  format: NonNullable<AuditOptions['format']>,
): string {
  switch (format) {
    case 'json':
      return JSON.stringify(jsonReport(report, language), null, 2)
    case 'sarif':
      return JSON.stringify(sarifReport(report, { language, version: programVersion() }), null, 2)
    case 'junit':
      return junitReport(report, language)
    case 'text':
      return auditText(report, { language, colours: output.colours, columns: output.columns })
  }
}

async function textOf({ workingFolder }: Invocation, file: string): Promise<string> {
  try {
    return await readFile(resolve(workingFolder, file), 'utf8')
  } catch (cause) {
    throw programError('input-unreadable', { file }, { cause })
  }
}

async function write({ workingFolder }: Invocation, file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(workingFolder, file), text)
  } catch (cause) {
    throw programError('output-unwritable', { file }, { cause })
  }
}

async function bytesOf(stdin: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stdin) {
    length += chunk.length
    if (length > inputLimitBytes) throw programError('input-unreadable', { file: '-' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function today({ clock }: Invocation): string {
  return new Date(clock.now()).toISOString().slice(0, 10)
}
