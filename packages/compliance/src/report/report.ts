import type { AuditReport, ComparedFindings, WaivedFindings } from '../audit/index.js'

/** An audit with its waivers and its baseline taken into account: what every format tells. */
export interface FinalReport extends Pick<AuditReport, 'inspected' | 'skipped' | 'notApplicable'> {
  /** What stands: neither waived nor in the baseline. */
  readonly findings: AuditReport['findings']
  readonly waived: WaivedFindings['waived']
  readonly problems: WaivedFindings['problems']
  readonly known: ComparedFindings['known']
  readonly gone: number
}

/** Whether nothing stands: what a build asks. */
export function isClean({ findings, problems }: FinalReport): boolean {
  return findings.length === 0 && problems.length === 0
}
