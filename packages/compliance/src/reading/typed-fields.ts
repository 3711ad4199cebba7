import type { FieldEvidence, Place } from '../evidence/index.js'
import { typeOf } from './form-controls.js'
import type { Tag } from './markup.js'

const typed = new Set(['text', 'password', 'email', 'tel', 'number', 'search', 'url'])

/** Longest text that is kept of what stands before a field or in its label. */
const wordsLimit = 120

/** Gathers the fields into which people type, with the words that tell what each asks for. */
export class TypedFields {
  readonly #fields: { tag: Tag; before: string; place: Place }[] = []
  readonly #labels = new Map<string, string>()
  #before = ''
  #label: string | undefined

  start(tag: Tag, place: Place): void {
    if (tag.name === 'label') {
      this.#label = tag.attribute('for')
      if (this.#label !== undefined && !this.#labels.has(this.#label)) this.#labels.set(this.#label, '')
    }
    if (tag.name !== 'input' || !typed.has(typeOf(tag))) return
    this.#fields.push({ tag, before: this.#before, place })
    this.#before = ''
  }

  end(name: string): void {
    if (name === 'label') this.#label = undefined
  }

  text(characters: string): void {
    this.#before = (this.#before + characters.slice(-wordsLimit)).slice(-wordsLimit)
    if (this.#label === undefined) return
    const known = this.#labels.get(this.#label) ?? ''
    if (known.length < wordsLimit) this.#labels.set(this.#label, known + characters.slice(0, wordsLimit))
  }

  get fields(): readonly FieldEvidence[] {
    return this.#fields.map(({ tag, before, place }) => {
      const id = tag.attribute('id')
      const words = [
        id === undefined ? undefined : this.#labels.get(id),
        ...['placeholder', 'title', 'aria-label'].map((name) => tag.attribute(name)),
        before,
      ]
      return {
        name: tag.attribute('name') ?? id ?? '',
        type: typeOf(tag),
        words: words
          .filter((word) => word !== undefined)
          .map((word) => word.slice(0, 2 * wordsLimit))
          .join(' ')
          .replace(/\s+/g, ' ')
          .trim(),
        place,
      }
    })
  }
}
