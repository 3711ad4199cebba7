import type { ErrorDescription, Language } from 'paycircle/internal/base'
import { messages } from './messages.js'

/** An error as a person reads it: what is wrong, which rows say so, what to do. */
export function describeError(error: ErrorDescription, language: Language): string {
  const say = messages[language]
  const rows = error.rows.length === 0 ? '' : say.rows(error.rows.join(', '))
  return `${say.error}${error.message}${rows}\n${error.remedy}`
}

/** A defect as a peer may read it: nothing of the error itself, which could hold anything. */
export function describeDefect(language: Language): ErrorDescription {
  const say = messages[language]
  return { code: 'defect', message: say.defect, rows: [], remedy: say.reportDefect }
}
