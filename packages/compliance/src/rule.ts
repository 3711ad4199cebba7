import type { Language } from 'paycircle/internal/base'
import type { RowId } from 'paycircle/internal/vocabulary'
import type { Evidence, EvidenceKind, EvidenceOf, Place } from './evidence/index.js'

/** A mistake seen in integrations that were published, by its number in the catalogue. */
export type MistakeId = `G${number}`

export type SourceId = RowId | MistakeId

/** The sources of a rule, rows of the documents and mistakes apart. */
export function rowsAndMistakes(sources: readonly SourceId[]): {
  readonly rows: readonly RowId[]
  readonly mistakes: readonly MistakeId[]
} {
  const isMistake = (source: SourceId): source is MistakeId => source.startsWith('G')
  return {
    rows: sources.filter((source): source is RowId => !isMistake(source)),
    mistakes: sources.filter(isMistake),
  }
}

/** `must` where the documents demand it, `should` where they advise (建议, 应该) or where only experience speaks. */
export type Severity = 'must' | 'should'

/** A sentence in both languages. */
export type Sentence = Readonly<Record<Language, string>>

/** A place where a rule is broken, and how. */
export interface Finding {
  readonly place: Place
  readonly message: Sentence
}

/** What a rule's page says. */
export interface RuleTexts {
  /** What the rule claims of whoever keeps it, in a sentence. */
  readonly claim: string
  /** What goes wrong otherwise. */
  readonly why: string
  /** What to do about a finding. */
  readonly mend: string
}

export interface Rule {
  /** The claim in kebab-case: `gateway-over-https`. Also the name of its file, its page, its test and its specimens. */
  readonly id: string
  readonly severity: Severity
  /** Rows of the two documents and mistakes seen, the first the one that decides. */
  readonly sources: readonly SourceId[]
  readonly reads: readonly EvidenceKind[]
  readonly texts: Readonly<Record<Language, RuleTexts>>
  /** Every breach in a piece of evidence; of kinds that it does not read it is never asked. */
  inspect(evidence: Evidence): Iterable<Finding>
}

/**
 * Defines a rule. Its `inspect` is given evidence of the kinds in `reads` only. It must take time linear in the evidence:
 * what is audited may be hostile.
 */
export function defineRule<const Kinds extends readonly EvidenceKind[]>(definition: {
  readonly id: string
  readonly severity: Severity
  readonly sources: readonly [SourceId, ...SourceId[]]
  readonly reads: Kinds
  readonly texts: Readonly<Record<Language, RuleTexts>>
  readonly inspect: (evidence: EvidenceOf<Kinds[number]>) => Iterable<Finding>
}): Rule {
  const { inspect } = definition
  return {
    ...definition,
    *inspect(evidence) {
      if (definition.reads.some((kind) => kind === evidence.kind)) yield* inspect(evidence as EvidenceOf<Kinds[number]>)
    },
  }
}
