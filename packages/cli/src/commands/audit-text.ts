import type { Language } from 'paycircle/internal/base'
import { maskSecrets, rules, type FinalReport, type SkipReason } from 'paycircle-compliance'
import type { Colours } from '../output/colours.js'
import { displayWidth, wrap } from '../output/index.js'
import { printable } from '../output/table.js'
import { auditMessages } from './audit-messages.js'

type Finding = FinalReport['findings'][number]

interface TextSettings {
  readonly language: Language
  readonly colours: Colours
  readonly columns: number
}

/** Paths of one reason that are named; the rest is counted. */
const namedPaths = 5

/** The audit for people: each finding with its line, the rows it breaks, and what to do. */
export function auditText(report: FinalReport, settings: TextSettings): string {
  const say = auditMessages[settings.language]
  const { findings, inspected, waived, known, gone, problems, notApplicable } = report
  const musts = findings.filter(({ severity }) => severity === 'must').length
  const { ok, fail, warn } = settings.colours
  const summary =
    inspected.length === 0
      ? warn(say.nothingInspected)
      : findings.length === 0
        ? ok(say.nothingFound(inspected.length))
        : fail(say.found(findings.length, musts, inspected.length))
  return [
    ...findings.map((finding) => findingText(finding, settings)),
    ...problems.map(({ problem, waiver: { rule, owner, expires } }) =>
      fail(printable(say[problem](rule, owner, expires))),
    ),
    ...skippedText(report, settings),
    [
      ...(notApplicable.length === 0 || inspected.length === 0 ? [] : [say.notApplicable(notApplicable.length)]),
      ...(waived.length === 0 ? [] : [say.waived(waived.length)]),
      ...(known.length === 0 ? [] : [say.known(known.length)]),
      ...(gone === 0 ? [] : [say.gone(gone)]),
      summary,
    ].join('\n'),
  ].join('\n\n')
}

function findingText(finding: Finding, { language, colours, columns }: TextSettings): string {
  const say = auditMessages[language]
  const { location, rule, severity, rows, mistakes, message } = finding
  const paint = severity === 'must' ? colours.fail : colours.warn
  const place = `${location.path}:${String(location.line)}:${String(location.column)}`
  const mend = rules.find(({ id }) => id === rule)?.texts[language].mend ?? ''
  const colon = language === 'zh' ? '：' : ': '
  return [
    `${printable(place)}  ${paint(say[severity])}  ${rule}  [${[...rows, ...mistakes].join(', ')}]`,
    ...wrap(printable(message[language]), columns - 2).map((line) => `  ${line}`),
    ...shownLine(finding),
    ...wrap(`${say.mend}${colon}${mend}`, columns - 2).map((line) => `  ${line}`),
  ].join('\n')
}

/** The line, with a mark under the place; what could be a key is masked. */
function shownLine({ place, location }: Finding): readonly string[] {
  const { text, cutBefore } = place.document.lineAt(place.start, 120)
  const lineStart = place.document.lineStarts[location.line - 1] ?? 0
  const inLine = place.start - lineStart - cutBefore
  const before = printable(maskSecrets(text.slice(0, inLine)).replaceAll('\t', ' '))
  const marked = text.slice(inLine, inLine + Math.max(1, place.end - place.start))
  const shown = printable(maskSecrets(text).replaceAll('\t', ' '))
  const number = `${String(location.line)} | `
  const width = Math.max(1, Math.min(displayWidth(printable(maskSecrets(marked))), 120))
  return [`    ${number}${shown}`, `    ${' '.repeat(number.length + displayWidth(before))}${'^'.repeat(width)}`]
}

function skippedText({ skipped }: FinalReport, { language }: TextSettings): readonly string[] {
  if (skipped.length === 0) return []
  const say = auditMessages[language]
  const reasons = new Map<SkipReason, string[]>()
  for (const { path, reason } of skipped) {
    const paths = reasons.get(reason)
    if (paths === undefined) reasons.set(reason, [path])
    else paths.push(path)
  }
  const separator = language === 'zh' ? '、' : ', '
  const colon = language === 'zh' ? '：' : ': '
  const lines = [...reasons].map(([reason, paths]) => {
    const named = paths.slice(0, namedPaths).map(printable).join(separator)
    const rest = paths.length > namedPaths ? `${separator}${say.more(paths.length - namedPaths)}` : ''
    return `  ${say[`skip-${reason}`]}${colon}${named}${rest}`
  })
  return [[say.skipped(skipped.length), ...lines].join('\n')]
}
