import type { FieldEvidence, FormEvidence, Place } from '../evidence/index.js'
import { typeOf } from './form-controls.js'
import type { Tag } from './markup.js'

const typed = new Set(['text', 'password', 'email', 'tel', 'number', 'search', 'url'])

/** Longest text that is kept of what stands before a field or in its label. */
const wordsLimit = 120

/** Gathers the fields into which people type, with the words that tell what each asks for. */
export class TypedFields<Form> {
  readonly #fields: { tag: Tag; before: string; form: Form | undefined; place: Place }[] = []
  readonly #labels = new Map<string, string>()
  #before = ''
  #label: string | undefined

  start(tag: Tag, form: Form | undefined, place: Place): void {
    if (tag.name === 'label') {
      this.#label = tag.attribute('for')
      if (this.#label !== undefined && !this.#labels.has(this.#label)) this.#labels.set(this.#label, '')
    }
    if (tag.name !== 'input' || !typed.has(typeOf(tag))) return
    this.#fields.push({ tag, before: this.#before, form, place })
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

  fields(formOf: (form: Form) => FormEvidence | undefined): readonly FieldEvidence[] {
    return this.#fields.map(({ tag, before, form, place }) => {
      const id = tag.attribute('id')
      const label = [
        id === undefined ? undefined : this.#labels.get(id),
        ...['placeholder', 'title', 'aria-label'].map((name) => tag.attribute(name)?.slice(0, wordsLimit)),
      ]
      return {
        name: tag.attribute('name') ?? id ?? '',
        type: typeOf(tag),
        label: oneLine(label.filter((word) => word !== undefined).join(' ')),
        before: oneLine(before),
        form: form === undefined ? undefined : formOf(form),
        place,
      }
    })
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
