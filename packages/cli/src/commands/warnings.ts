import type { Language } from 'paycircle/internal/base'
import type { Merchant } from '../merchant/index.js'

interface Warnings {
  readonly warnings?: readonly { readonly code: string; readonly rows: readonly string[]; readonly message: string }[]
}

/** What a test account costs stands in every output of test mode, the machine's too. S3-03, Q3-03 */
export function warningsOf({ notices, settings }: Merchant, language: Language): Warnings {
  if (settings.mode !== 'test') return {}
  return { warnings: notices.map(({ code, rows, text }) => ({ code, rows, message: text[language] })) }
}
