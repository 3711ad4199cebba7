import type { RowId } from 'paycircle/internal/vocabulary'
import type { Evidence, Place, Position } from '../evidence/index.js'
import { readEvidence, type FileKind, type Piece, type SkipReason } from '../reading/index.js'
import { rowsAndMistakes, type MistakeId, type Rule, type Sentence, type Severity } from '../rule.js'
import { rules as allRules } from '../rules/index.js'

export interface AuditedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface AuditFinding {
  readonly rule: string
  readonly rows: readonly RowId[]
  /** Mistakes of the catalogue that are of this kind. */
  readonly mistakes: readonly MistakeId[]
  readonly severity: Severity
  readonly message: Sentence
  readonly location: Position & { readonly path: string }
  readonly place: Place
}

/** A file or folder that was not looked at. */
export interface Skipped {
  readonly path: string
  readonly reason: SkipReason
}

export interface AuditReport {
  /** By path, line and column. */
  readonly findings: readonly AuditFinding[]
  readonly inspected: readonly { readonly path: string; readonly kind: FileKind }[]
  readonly skipped: readonly Skipped[]
  /** Rules for which there was nothing to look at. */
  readonly notApplicable: readonly string[]
}

/** Most findings of one rule in one file that are kept: the rest says nothing new. */
export const findingLimit = 200

/** Judges files by the rules, one after the other and then together. Nothing of what is audited is run or fetched. */
export class Audit {
  readonly #inspected: { path: string; kind: FileKind }[] = []
  readonly #skipped: Skipped[] = []
  readonly #pieces: Piece[] = []

  constructor(private readonly rules: readonly Rule[] = allRules) {}

  add(path: string, bytes: Uint8Array): void {
    const read = readEvidence(path, bytes)
    if ('skipped' in read) {
      this.skip(path, read.skipped)
      return
    }
    this.#inspected.push({ path, kind: read.kind })
    for (const piece of read.pieces) this.#pieces.push(piece)
  }

  /** Notes what was not read at all. */
  skip(path: string, reason: SkipReason): void {
    this.#skipped.push({ path, reason })
  }

  report(): AuditReport {
    const pieces = this.#pieces
    const evidence: readonly Evidence[] = pieces.length === 0 ? [] : [...pieces, { kind: 'project', pieces }]
    return { ...judge(evidence, this.rules), inspected: this.#inspected, skipped: this.#skipped }
  }
}

/** Judges files that are at hand. */
export function audit(
  files: Iterable<AuditedFile>,
  { rules = allRules }: { readonly rules?: readonly Rule[] } = {},
): AuditReport {
  const running = new Audit(rules)
  for (const { path, bytes } of files) running.add(path, bytes)
  return running.report()
}

/** Judges evidence that has been read already. */
export function judge(
  evidence: readonly Evidence[],
  rules: readonly Rule[] = allRules,
): Pick<AuditReport, 'findings' | 'notApplicable'> {
  const findings: AuditFinding[] = []
  const notApplicable: string[] = []
  for (const rule of rules) {
    const readable = evidence.filter(({ kind }) => rule.reads.includes(kind))
    if (readable.length === 0) notApplicable.push(rule.id)
    const perFile = new Map<string, number>()
    const seen = new Set<string>()
    for (const piece of readable) {
      for (const { place, message } of rule.inspect(piece)) {
        const { path } = place.document
        const count = perFile.get(path) ?? 0
        const key = `${path} ${String(place.start)} ${message.en}`
        if (count >= findingLimit || seen.has(key)) continue
        seen.add(key)
        perFile.set(path, count + 1)
        const location = { path, ...place.document.positionAt(place.start) }
        findings.push({
          rule: rule.id,
          ...rowsAndMistakes(rule.sources),
          severity: rule.severity,
          message,
          location,
          place,
        })
      }
    }
  }
  return { findings: findings.sort(byPlace), notApplicable }
}

function byPlace(left: AuditFinding, right: AuditFinding): number {
  if (left.location.path !== right.location.path) return left.location.path < right.location.path ? -1 : 1
  return left.location.line - right.location.line || left.location.column - right.location.column
}
