import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import type { AgreementRow, Write } from '../store/port/index.js'

/** What a list of accounts, a roster or a sweep, has to do with each query that is made for it. */
export interface Listed {
  /** Runs the call when there is room for it; the commits before and after it take none. */
  inSlot<Result>(call: () => Promise<Result>): Promise<Result>
  /** Whether the list was stopped while the query waited for its time. */
  isCancelled(): boolean
  /** What is written in one unit with the answer. */
  writesWith(answer: ListedAnswer): readonly Write[]
  /** That unit is on the disk. */
  onStored(): void
}

export interface ListedAnswer {
  readonly outcome: QueryOutcome
  /** As the answer leaves it. */
  readonly agreement: AgreementRow
  /** Types of the events that are recorded with it. */
  readonly events: readonly string[]
  readonly at: number
}
