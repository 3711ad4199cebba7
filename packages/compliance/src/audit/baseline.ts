import type { AuditFinding } from './audit.js'
import { auditError } from './errors.js'
import { fingerprintOf } from './fingerprint.js'

/** Findings that were there when a project began to be audited: how many of each fingerprint. */
export type Baseline = ReadonlyMap<string, number>

interface BaselineFile {
  readonly version: 1
  readonly findings: readonly {
    readonly rule: string
    readonly path: string
    readonly fingerprint: string
    readonly count: number
  }[]
}

/** The text of a baseline file. It names rules and files and holds nothing of their contents. */
export function baselineText(findings: readonly AuditFinding[]): string {
  const counted = new Map<string, { rule: string; path: string; fingerprint: string; count: number }>()
  for (const finding of findings) {
    const fingerprint = fingerprintOf(finding)
    const entry = counted.get(fingerprint)
    if (entry === undefined)
      counted.set(fingerprint, { rule: finding.rule, path: finding.location.path, fingerprint, count: 1 })
    else entry.count += 1
  }
  const file: BaselineFile = { version: 1, findings: [...counted.values()] }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** @throws 'baseline-unusable' */
export function readBaseline(text: string, file: string): Baseline {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw auditError('baseline-unusable', { file }, { cause })
  }
  const { version, findings } = (parsed ?? {}) as Partial<BaselineFile>
  if (version !== 1 || !Array.isArray(findings)) throw auditError('baseline-unusable', { file })
  return new Map(
    findings.map((entry: Partial<BaselineFile['findings'][number]> | null) => {
      const { fingerprint, count } = entry ?? {}
      if (typeof fingerprint !== 'string' || !Number.isSafeInteger(count))
        throw auditError('baseline-unusable', { file })
      return [fingerprint, count ?? 0]
    }),
  )
}

export interface ComparedFindings {
  /** What is new. */
  readonly findings: readonly AuditFinding[]
  /** What the baseline has already. */
  readonly known: readonly AuditFinding[]
  /** How many of the baseline's are no longer there: it can be written anew. */
  readonly gone: number
}

export function compareWithBaseline(findings: readonly AuditFinding[], baseline: Baseline): ComparedFindings {
  const left = new Map(baseline)
  const fresh: AuditFinding[] = []
  const known: AuditFinding[] = []
  for (const finding of findings) {
    const fingerprint = fingerprintOf(finding)
    const count = left.get(fingerprint) ?? 0
    if (count > 0) left.set(fingerprint, count - 1)
    ;(count > 0 ? known : fresh).push(finding)
  }
  return { findings: fresh, known, gone: [...left.values()].reduce((sum, count) => sum + count, 0) }
}
