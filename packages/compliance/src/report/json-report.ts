import type { Language } from 'paycircle/internal/base'
import type { AuditFinding } from '../audit/index.js'
import { rules } from '../rules/index.js'
import { isClean, type FinalReport } from './report.js'

/** The audit as a JSON document; messages in one language. */
export function jsonReport(report: FinalReport, language: Language): object {
  const finding = ({ rule, rows, mistakes, severity, message, location }: AuditFinding) => ({
    rule,
    rows,
    mistakes,
    severity,
    message: message[language],
    remedy: rules.find(({ id }) => id === rule)?.texts[language].mend ?? '',
    location,
  })
  return {
    clean: isClean(report),
    findings: report.findings.map(finding),
    waived: report.waived.map(({ finding: one, waiver }) => ({ ...finding(one), waiver })),
    waiverProblems: report.problems,
    baseline: { known: report.known.map(finding), gone: report.gone },
    inspected: report.inspected,
    notApplicable: report.notApplicable,
    skipped: report.skipped,
  }
}
