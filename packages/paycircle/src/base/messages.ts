/** A text, or a function from typed values to one. */
type Message = string | ((...values: never[]) => string)

/** The same set of messages in both languages; the compiler refuses a key that stands in one only. */
export interface Messages<Set> {
  readonly zh: Set
  readonly en: Set
}

type Widened<Set> = {
  readonly [Key in keyof Set]: Set[Key] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : string
}

/**
 * Defines a room's texts. English settles the keys and the values each message takes, Chinese must match them.
 *
 * @example
 * export const messages = defineMessages({
 *   en: { signed: (email: string) => `${email} has signed.` },
 *   zh: { signed: (email) => `${email} 已签约。` },
 * })
 * messages[language].signed('agent@example.com')
 */
export function defineMessages<const English extends Record<string, Message>>(texts: {
  readonly en: English
  readonly zh: Widened<English>
}): Messages<Widened<English>> {
  // A literal message and a plain string are the same thing to a reader; only the compiler tells them apart.
  return texts as unknown as Messages<Widened<English>>
}
