import { escapeHtml, type Language } from 'paycircle/internal/base'
import type { AuditFinding } from '../audit/index.js'
import { rules } from '../rules/index.js'
import type { FinalReport } from './report.js'

/**
 * The audit as JUnit XML: a suite a rule, with a case for every finding, one that passed where there is none and one
 * that was skipped where there was nothing to look at.
 */
export function junitReport(report: FinalReport, language: Language): string {
  const suites = rules.map(({ id, sources, texts }) => {
    const failures = report.findings.filter(({ rule }) => rule === id)
    const cases =
      failures.length > 0
        ? failures.map((finding) =>
            caseOf(id, nameOf(finding), failureOf(finding, finding.message[language], texts[language].mend)),
          )
        : [caseOf(id, texts[language].claim, report.notApplicable.includes(id) ? '<skipped/>' : '')]
    const skipped = failures.length === 0 && report.notApplicable.includes(id) ? 1 : 0
    return suiteOf(`${id} [${sources.join(', ')}]`, cases, failures.length, skipped)
  })
  const waivers = report.problems.map(({ problem, waiver }) =>
    caseOf('waivers', `${waiver.rule} ${waiver.path ?? ''}`.trim(), `<failure message="${text(problem)}"/>`),
  )
  if (waivers.length > 0) suites.push(suiteOf('waivers', waivers, waivers.length, 0))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="paycircle audit">\n${suites.join('\n')}\n</testsuites>\n`
}

function suiteOf(name: string, cases: readonly string[], failures: number, skipped: number): string {
  const counts = `tests="${String(cases.length)}" failures="${String(failures)}" errors="0" skipped="${String(skipped)}"`
  return `  <testsuite name="${text(name)}" ${counts}>\n${cases.join('\n')}\n  </testsuite>`
}

function caseOf(group: string, name: string, inside: string): string {
  const start = `    <testcase classname="${text(group)}" name="${text(name)}"`
  return inside === '' ? `${start}/>` : `${start}>${inside}</testcase>`
}

function nameOf({ location }: AuditFinding): string {
  return `${location.path}:${String(location.line)}:${String(location.column)}`
}

function failureOf(finding: AuditFinding, message: string, mend: string): string {
  return `<failure type="${finding.severity}" message="${text(message)}">${text(`${nameOf(finding)}\n${mend}`)}</failure>`
}

/** Paths and messages may hold what XML 1.0 cannot: it is left out. */
function text(value: string): string {
  return escapeHtml(
    value.replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    ),
  )
}
