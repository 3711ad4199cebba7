import type { RowId } from 'paycircle/internal/vocabulary'
import type { MistakeId, Sentence, Severity } from '../rule.js'

/** How a requirement is kept. Rules that check it are not named here: every rule names its rows itself. */
export interface Cover {
  /** Rooms of this project whose code obeys the row in a way that cannot be got round, by the names of the floors. */
  readonly rooms?: readonly string[]
  /** It can be seen in somebody else's implementation, so at least one rule must check it. */
  readonly checked?: true
  /** Items of the test procedure (测试流程) that show it, for what can only be seen while it happens. */
  readonly procedure?: readonly Sentence[]
  /** It binds nobody here, and why. */
  readonly notApplicable?: Sentence
}

/** A row of the two documents. */
export interface CatalogueRow {
  readonly id: RowId
  /** First column of its table: 账号, 签名 … */
  readonly type: string
  /** As the document has it; blanks that come from its line breaks are taken out. */
  readonly chinese: string
  readonly english: string
  /** The reason that the document gives; none where it gives none. */
  readonly reason?: Sentence
  readonly strength: Severity
  readonly cover: Cover
  /** What is odd about the row, and stays visible. */
  readonly note?: Sentence
}

/** A mistake seen in integrations that were published. */
export interface CatalogueMistake {
  readonly id: MistakeId
  readonly mistake: Sentence
  readonly cover: Cover
}

/** The two rows by which both documents demand the same thing. */
export function inBoth(
  signing: RowId,
  query: RowId,
  row: Omit<CatalogueRow, 'id' | 'strength'> & {
    readonly strength?: Severity
    readonly queryChinese?: string
    readonly queryReason?: Sentence
  },
): readonly CatalogueRow[] {
  const { queryChinese, queryReason, ...shared } = row
  const strength = row.strength ?? 'must'
  return [
    { id: signing, ...shared, strength },
    {
      id: query,
      ...shared,
      strength,
      ...(queryChinese === undefined ? {} : { chinese: queryChinese }),
      ...(queryReason === undefined ? {} : { reason: queryReason }),
    },
  ]
}
