import type { Language } from 'paycircle/internal/base'
import { errorCodeEntry, type QueryOutcome, type TerminationOutcome } from 'paycircle/internal/vocabulary'

/** What the catalogue says is to be done about an outcome's code, where it has one that is known. */
export function remedyOf(outcome: QueryOutcome | TerminationOutcome, language: Language): { readonly remedy?: string } {
  const code = 'code' in outcome ? outcome.code : undefined
  const entry = code === undefined ? undefined : errorCodeEntry(code)
  return entry === undefined ? {} : { remedy: entry.remedy[language] }
}
