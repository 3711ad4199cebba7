import type { Tag } from './markup.js'

const words = /[A-Za-z_$][\w$-]*/g
const makers = /\bcreateElement\(\s*['"`]input|<input\b|\.append(?:Child)?\(|\bFormData\b/i
const fills = /\.value\s*\+?=(?!=)|\.val\s*\(|\.setAttribute\s*\(|\.attr\s*\(|\.elements\b/

/** What the scripts of a page can do to its forms, as far as their words show. */
export class ScriptWords {
  readonly #words = new Set<string>()
  #isForeign = false
  #makesControls = false

  add(script: string): void {
    if (fills.test(script)) for (const [word] of script.matchAll(words)) this.#words.add(word)
    this.#makesControls ||= makers.test(script)
  }

  /** A script of another file: what is in it cannot be seen. */
  addForeign(): void {
    this.#isForeign = true
  }

  /** Whether controls may be made that do not stand in the page. */
  get makesControls(): boolean {
    return this.#makesControls
  }

  /** Whether a script may fill in a control: it names it, or could find it by its id and has left it empty. */
  fill(control: Tag, value: string): boolean {
    const [id, name] = [control.attribute('id'), control.attribute('name')]
    if (value === '' && this.#isForeign && id !== undefined) return true
    return [id, name].some((known) => known !== undefined && this.#words.has(known))
  }
}
