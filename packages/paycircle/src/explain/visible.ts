// Blanks other than the plain one, controls, formats, and the backslash that the escapes begin with.
const unseen = /[\\\p{C}\p{Zl}\p{Zp}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\u115F\u1160\u3164\uFFA0]/u
const everyUnseen = new RegExp(unseen, 'gu')

const shortEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\0': '\\0',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
}

/** The text with every character that cannot be seen written as an escape. */
export function visible(text: string): string {
  return unseen.test(text) ? text.replace(everyUnseen, escapeOf) : text
}

/** Whether something in the text cannot be seen; a backslash can. */
export function hasUnseen(text: string): boolean {
  return unseen.test(text.replaceAll('\\', ''))
}

/** The characters of a text that cannot be seen, each once, with the escapes that `visible` writes for them. */
export function unseenIn(text: string): readonly (readonly [character: string, escape: string])[] {
  return [...new Set(text.match(everyUnseen) ?? [])].map((character) => [character, escapeOf(character)])
}

function escapeOf(character: string): string {
  return shortEscapes[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}
