import type { StringForm } from './grammar.js'

/** Deepest nesting of expressions in strings that is followed. */
const deepest = 20

export interface StringEnd {
  readonly end: number
  /** Whether it closes before the text, or its line, ends. */
  readonly closed: boolean
  /** Whether an expression stands in it. */
  readonly filled: boolean
}

/** Where a string that opens at `at` ends. */
export function endOfString(text: string, at: number, form: StringForm, depth = 0): StringEnd {
  const { close, escape, interpolation } = form
  const first = close.charAt(0)
  const nesting = form.nests === true ? form.open.slice(-1) : undefined
  let level = 0
  let filled = false
  for (let next = at + form.open.length; next < text.length; next += 1) {
    const character = text[next]
    if (character === '\\' && escape === 'backslash') next += 1
    else if (character === '\n' && !form.multiline) return { end: next, closed: false, filled }
    else if (character === nesting) level += 1
    else if (level > 0 && character === first) level -= 1
    else if (character === first && text.startsWith(close, next)) {
      if (escape !== 'doubled' || text[next + 1] !== first) return { end: next + close.length, closed: true, filled }
      next += 1
    } else if (interpolation !== undefined && depth < deepest && text.startsWith(interpolation, next)) {
      filled = true
      next = endOfExpression(text, next + interpolation.length, form, depth + 1) - 1
    }
  }
  return { end: text.length, closed: false, filled }
}

/** Just behind the brace that closes an expression in a string. */
function endOfExpression(text: string, at: number, form: StringForm, depth: number): number {
  let open = 1
  for (let next = at; next < text.length; next += 1) {
    const character = text[next] ?? ''
    if (character === '{') open += 1
    else if (character === '}') {
      open -= 1
      if (open === 0) return next + 1
    } else if (character === '"' || character === "'" || character === '`') {
      const nested = character === form.open ? form : { ...form, open: character, close: character, multiline: false }
      next = endOfString(text, next, nested, depth).end - 1
    }
  }
  return text.length
}

/** Just behind a regular expression literal that opens at `at`; undefined where none closes on the line. */
export function patternEnd(text: string, at: number): number | undefined {
  let inClass = false
  for (let next = at + 1; next < text.length && next - at < 2000; next += 1) {
    const character = text[next]
    if (character === '\n') return undefined
    if (character === '\\') next += 1
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) return next + 1
  }
  return undefined
}

const simple: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', b: '\b', f: '\f' }

/** What stands in a string, its simple escapes undone. */
export function stringText(inside: string, { unescape, close, escape }: StringForm): string {
  if (escape === 'doubled') return inside.split(close + close).join(close)
  if (unescape === 'none' || !inside.includes('\\')) return inside
  if (unescape === 'quote') return inside.replace(/\\(['\\])/g, '$1')
  return inside.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gis, (_, unicode, byte, other) => {
    const code = (unicode as string | undefined) ?? (byte as string | undefined)
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
    const character = other as string
    return character === '\n' ? '' : (simple[character] ?? character)
  })
}
