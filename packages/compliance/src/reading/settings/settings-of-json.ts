import type { Document, Setting } from '../../evidence/index.js'
import { stringEnd } from '../json-string.js'

/** Settings beyond this are data. */
const most = 20_000
/** What nests deeper is no configuration. */
const deepest = 40
const longestName = 100

const literal = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const lineComment = /\/\/[^\n]*/y

/**
 * Texts, numbers and switches of a JSON document under their paths, each in its place. Comments and a comma at the end are
 * let pass, as editors and .NET do. Undefined where it is no JSON.
 */
export function settingsOfJson(document: Document): readonly Setting[] | undefined {
  return /^\s*(?:\/[/*]|[[{])/.test(document.text) ? new JsonSettings(document).read() : undefined
}

class JsonSettings {
  readonly #text: string
  readonly #settings: Setting[] = []
  #at = 0

  constructor(private readonly document: Document) {
    this.#text = document.text
  }

  read(): readonly Setting[] | undefined {
    this.#skip()
    if (!'[{'.includes(this.#text.charAt(this.#at)) || !this.#value('', 0)) return undefined
    this.#skip()
    return this.#at === this.#text.length ? this.#settings : undefined
  }

  /** Reads the value that stands here; false where none does. */
  #value(path: string, depth: number): boolean {
    const character = this.#text[this.#at]
    if (character === '{' || character === '[') return depth < deepest && this.#members(path, depth, character)
    const start = this.#at
    if (character === '"') {
      const value = this.#string()
      if (value !== undefined) this.#keep(path, value, start + 1, this.#at - 1)
      return value !== undefined
    }
    literal.lastIndex = start
    const written = literal.exec(this.#text)?.[0]
    if (written === undefined) return false
    this.#at += written.length
    if (written !== 'null') this.#keep(path, String(JSON.parse(written)), start, this.#at)
    return true
  }

  #members(path: string, depth: number, open: '{' | '['): boolean {
    const close = open === '{' ? '}' : ']'
    this.#at += 1
    for (let count = 0; ; count += 1) {
      this.#skip()
      if (this.#take(close)) return true
      const name = open === '[' ? String(count) : this.#name()
      if (name === undefined) return false
      const inner = path === '' ? name : `${path}.${name}`
      if (!this.#value(inner, depth + 1)) return false
      this.#skip()
      if (this.#take(',')) continue
      return this.#take(close)
    }
  }

  /** A name and the colon behind it. */
  #name(): string | undefined {
    const name = this.#text[this.#at] === '"' ? this.#string() : undefined
    this.#skip()
    if (name === undefined || !this.#take(':')) return undefined
    this.#skip()
    return name.slice(0, longestName)
  }

  #string(): string | undefined {
    const end = stringEnd(this.#text, this.#at)
    if (end === -1) return undefined
    const written = this.#text.slice(this.#at, end + 1)
    this.#at = end + 1
    try {
      return JSON.parse(written) as string
    } catch {
      return undefined
    }
  }

  #keep(name: string, value: string, start: number, end: number): void {
    if (this.#settings.length < most) this.#settings.push({ name, value, place: this.document.place(start, end) })
  }

  #take(character: string): boolean {
    const isHere = this.#text[this.#at] === character
    if (isHere) this.#at += 1
    return isHere
  }

  /** Passes blanks and comments. */
  #skip(): void {
    for (;;) {
      while (/[\s\uFEFF]/.test(this.#text.charAt(this.#at))) this.#at += 1
      if (this.#text[this.#at] !== '/') return
      lineComment.lastIndex = this.#at
      const line = lineComment.exec(this.#text)
      const close = this.#text.startsWith('/*', this.#at) ? this.#text.indexOf('*/', this.#at + 2) : -1
      if (line !== null) this.#at = lineComment.lastIndex
      else if (close !== -1) this.#at = close + 2
      else return
    }
  }
}
