import { escapeHtml, invariant } from 'paycircle/internal/base'
import { bytesOf } from '../utf8-bytes.js'
import { Html } from './html.js'

/** Stands in a page for a value that comes later. NUL is in no text that we take, and escaping leaves it alone. */
export function gap(name: string): string {
  return `\0${name}\0`
}

/**
 * A page with gaps. What stands between them is rendered and encoded once; filling them makes the page at a fraction of
 * what that takes. Every value is escaped unless it is markup, as by `html`.
 */
export class Frame<Name extends string> {
  readonly #start: string
  readonly #rest: readonly { readonly gap: Name; readonly bytes: string }[]

  /** `text`: a page that was made with `gap(name)` in the place of each value. */
  constructor(text: string, names: readonly Name[]) {
    const [start = '', ...rest] = text.split('\0')
    this.#start = bytesOf(start)
    this.#rest = Array.from({ length: rest.length / 2 }, (_, index) => {
      const found = names.find((name) => name === rest[2 * index])
      invariant(found !== undefined, 'every gap has a value')
      return { gap: found, bytes: bytesOf(rest[2 * index + 1] ?? '') }
    })
  }

  /** The page in UTF-8, a character for each byte. */
  fill(values: Readonly<Record<Name, string | Html>>): string {
    const filled = {} as Record<Name, string>
    for (const name in values) {
      const value = values[name]
      filled[name] = bytesOf(value instanceof Html ? value.text : escapeHtml(value))
    }
    let page = this.#start
    for (const { gap: name, bytes } of this.#rest) page += filled[name] + bytes
    return page
  }
}
