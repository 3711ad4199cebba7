import type { Language } from './language.js'

/** What a person is told about an error: what is wrong and where, and what to do. */
export interface ErrorText {
  readonly message: string
  readonly remedy: string
}

/** An error as peers may read it: no secret, no stack, nothing of our insides. */
export interface ErrorDescription extends ErrorText {
  readonly code: string
  readonly rows: readonly string[]
}

interface ErrorEntry<Fields> {
  /** Rows of the rule documents that the mistake violates; a function where they depend on the case. */
  readonly rows: readonly string[] | ((fields: Fields) => readonly string[])
  readonly en: (fields: Fields) => ErrorText
  readonly zh: (fields: Fields) => ErrorText
}

/** One room's errors: every stable code with its typed fields, its rows and its text in both languages. */
export type ErrorTable<FieldsByCode> = { readonly [Code in keyof FieldsByCode]: ErrorEntry<FieldsByCode[Code]> }

/**
 * The one error class of the project.
 *
 * `code` is stable, `fields` are typed by the code and never hold a secret, `describe` gives the text that a peer may
 * read in either language. `cause` and `stack` are for our own log.
 */
export class PaycircleError<Code extends string = string, Fields = unknown> extends Error {
  override readonly name = 'PaycircleError'

  constructor(
    readonly code: Code,
    readonly fields: Fields,
    readonly rows: readonly string[],
    private readonly texts: Readonly<Record<Language, () => ErrorText>>,
    options?: { readonly cause?: unknown },
  ) {
    super(texts.en().message, options)
  }

  /** The error in a person's language. */
  describe(language: Language): ErrorDescription {
    return { code: this.code, rows: this.rows, ...this.texts[language]() }
  }

  toJSON(): ErrorDescription {
    return this.describe('en')
  }
}

/**
 * Makes a room's error constructor from its table.
 *
 * @example
 * const wireError = defineErrors<{ 'value-empty': { parameter: string } }>({
 *   'value-empty': { rows: ['S3-08'], en: …, zh: … },
 * })
 * throw wireError('value-empty', { parameter: 'email' })
 */
export function defineErrors<FieldsByCode>(table: ErrorTable<FieldsByCode>) {
  return function create<Code extends keyof FieldsByCode & string>(
    code: Code,
    fields: FieldsByCode[Code],
    options?: { readonly cause?: unknown },
  ): PaycircleError<Code, FieldsByCode[Code]> {
    const entry = table[code]
    const rows = typeof entry.rows === 'function' ? entry.rows(fields) : entry.rows
    return new PaycircleError(code, fields, rows, { en: () => entry.en(fields), zh: () => entry.zh(fields) }, options)
  }
}
