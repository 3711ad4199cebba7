import type { RowId } from '../vocabulary/index.js'
import { messages } from './messages.js'
import { visible } from './visible.js'

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

const nameLimitCharacters = 80

/**
 * Says a message in both languages. Texts out of a request are made visible and cut, since they go to terminals and
 * whoever wrote the request chose them.
 */
export function inBothLanguages<Code extends FindingCode>(code: Code, ...values: Values<Code>): BothLanguages {
  const given = values.map((value) => (typeof value === 'string' ? presentable(value) : value))
  const say = (text: unknown) => (text as (...given: readonly unknown[]) => string)(...given)
  return { zh: say(messages.zh[code]), en: say(messages.en[code]) }
}

export function finding<Code extends FindingCode>(
  code: Code,
  rows: readonly RowId[],
  ...values: Values<Code>
): Finding {
  return { code, rows, ...inBothLanguages(code, ...values) }
}

function presentable(text: string): string {
  const shown = visible(text.slice(0, nameLimitCharacters))
  return text.length > nameLimitCharacters ? `${shown}…` : shown
}
