import type { RowId } from '../vocabulary/index.js'
import { messages } from './messages.js'

/** A text in both languages, as plain data. */
export interface BothLanguages {
  readonly zh: string
  readonly en: string
}

export type FindingCode = keyof typeof messages.en

/** Something worth saying about a request, a key or a signature, with the rows it touches. */
export interface Finding extends BothLanguages {
  readonly code: FindingCode
  readonly rows: readonly RowId[]
}

type Values<Code extends FindingCode> = Parameters<(typeof messages.en)[Code]>

/** Says a message in both languages. */
export function inBothLanguages<Code extends FindingCode>(code: Code, ...values: Values<Code>): BothLanguages {
  const say = (text: unknown) => (text as (...given: readonly unknown[]) => string)(...values)
  return { zh: say(messages.zh[code]), en: say(messages.en[code]) }
}

export function finding<Code extends FindingCode>(
  code: Code,
  rows: readonly RowId[],
  ...values: Values<Code>
): Finding {
  return { code, rows, ...inBothLanguages(code, ...values) }
}
