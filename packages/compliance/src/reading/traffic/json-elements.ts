import { memberOf } from 'paycircle/internal/base'
import { stringEnd } from '../json-string.js'

/** Where an element of a JSON array stands in its text. */
export interface ElementExtent {
  readonly start: number
  readonly end: number
}

/** Deepest nesting inside an element that is followed. */
const deepest = 200

/**
 * The elements of the array that begins at `open`, found by counting brackets outside strings, each character once; as
 * far as the text goes where it ends early. Undefined where it nests too deep for what it claims to be.
 */
export function arrayElements(text: string, open: number): readonly ElementExtent[] | undefined {
  const elements: ElementExtent[] = []
  const next = /["[\]{},]/g
  next.lastIndex = open + 1
  let depth = 0
  let start = open + 1
  const finish = (end: number) => {
    if (text.slice(start, Math.min(end, start + 100)).trim() !== '') elements.push({ start, end })
  }
  for (let match = next.exec(text); match !== null; match = next.exec(text)) {
    const { index } = match
    switch (match[0]) {
      case '"': {
        const end = stringEnd(text, index)
        if (end === -1) return elements
        next.lastIndex = end + 1
        break
      }
      case '[':
      case '{':
        depth += 1
        if (depth > deepest) return undefined
        break
      case ',':
        if (depth === 0) {
          finish(index)
          start = index + 1
        }
        break
      default:
        if (depth === 0) {
          finish(index)
          return elements
        }
        depth -= 1
    }
  }
  return elements
}

/** What an element says; undefined where it is no JSON. */
export function parseElement(text: string, { start, end }: ElementExtent): unknown {
  try {
    return JSON.parse(text.slice(start, end))
  } catch {
    return undefined
  }
}

export function listAt(value: unknown, name: string): readonly unknown[] {
  const member = memberOf(value, name)
  return Array.isArray(member) ? member : []
}
