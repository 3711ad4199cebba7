import type { Document, FormControl, FormEvidence, Place } from '../evidence/index.js'
import { OpenSelect, controlOf, kindOfControl, submitterOf, valueOfInput, writtenAs } from './form-controls.js'
import type { Tag } from './markup.js'
import { OpenElements } from './open-elements.js'
import type { ScriptWords } from './script-words.js'
import { isDynamic, isLoop, type TemplateRegion } from './template-code.js'

/** A form whose tag has been read. */
export interface OpenForm {
  readonly tag: Tag
  /** Server code, or an element that a framework repeats, stands inside. */
  mayHoldMore: boolean
  readonly csrfTokens: Place[]
}

interface OwnedControl {
  readonly form: OpenForm | undefined
  /** The form that it names by its `form` attribute; that one counts then, and no other. */
  readonly formId: string | undefined
  readonly tag: Tag
  readonly values: readonly string[]
}

/** Template code that writes a hidden field against forged requests. */
const csrfToken = /csrf|AntiForgeryToken|authenticity_?token|<s:token\b/i

/** Tags that end a list of choices that was left open. */
const endsSelect = new Set(['input', 'select', 'textarea', 'table', 'tr', 'td'])

/** Gathers the forms of a page and settles who owns which control, while its tags go by. */
export class PageForms {
  readonly #open = new OpenElements<OpenForm>()
  readonly #forms: OpenForm[] = []
  readonly #byId = new Map<string, OpenForm | undefined>()
  readonly #controls: OwnedControl[] = []
  /** The form whose end tag is awaited, in every `template` that is open: a browser's form element pointer. */
  readonly #pointers: (OpenForm | undefined)[] = [undefined]
  #select: OpenSelect | undefined
  #nextRegion = 0

  constructor(
    private readonly document: Document,
    private readonly regions: readonly TemplateRegion[],
  ) {}

  /** The form to which a control here belongs: that of the pointer, or the one around where it was closed too early. */
  get owner(): OpenForm | undefined {
    return this.#pointers.at(-1) ?? this.#open.current.form
  }

  start(tag: Tag): void {
    const id = tag.attribute('id')
    const isFirst = id !== undefined && !this.#byId.has(id)
    if (isFirst) this.#byId.set(id, undefined)
    if (isLoop(tag) && this.owner !== undefined) this.owner.mayHoldMore = true
    if (this.#select !== undefined && this.#startInSelect(tag, this.#select)) return
    if (tag.name === 'form') this.#startForm(tag, isFirst ? id : undefined)
    else if (!tag.isSelfClosing) this.#open.start(tag.name, { disabled: tag.attribute('disabled') !== undefined })
    if (tag.name === 'template') this.#pointers.push(undefined)
    if (tag.name === 'select') this.#select = new OpenSelect(tag)
    if (tag.name === 'input') this.#own(tag, [valueOfInput(tag)])
    if (tag.name === 'button') this.#own(tag, [])
  }

  end(name: string): void {
    if (name === 'select') this.#endSelect()
    else this.#select?.end(name)
    if (name === 'form') this.#pointers[this.#pointers.length - 1] = undefined
    const wasOpen = this.#open.end(name)
    if (name === 'template' && wasOpen && this.#pointers.length > 1) this.#pointers.pop()
  }

  text(characters: string, at: number): void {
    this.#select?.text(characters)
    this.#passRegions(at, at + characters.length)
  }

  /** A `textarea`, whose text goes by at once. */
  textarea(tag: Tag, text: string): void {
    this.#own(tag, [text.replace(/^\r?\n/, '')])
  }

  /** Every form in the order of the page, when all of it has gone by. */
  finish(scripts: ScriptWords): ReadonlyMap<OpenForm, FormEvidence> {
    this.#endSelect()
    const owned = new Map<OpenForm, OwnedControl[]>(this.#forms.map((form) => [form, []]))
    for (const control of this.#controls) {
      const owner = control.formId === undefined ? control.form : this.#byId.get(control.formId)
      if (owner !== undefined) owned.get(owner)?.push(control)
    }
    return new Map([...owned].map(([form, controls]) => [form, this.#formOf(form, controls, scripts)]))
  }

  #startForm(tag: Tag, id: string | undefined): void {
    // A form inside a form is left out by every browser.
    if (this.#pointers.at(-1) !== undefined) return
    const form: OpenForm = { tag, mayHoldMore: false, csrfTokens: [] }
    this.#forms.push(form)
    if (id !== undefined) this.#byId.set(id, form)
    this.#pointers[this.#pointers.length - 1] = form
    this.#open.start('form', { form })
  }

  /** Whether the tag only concerns the list of choices. */
  #startInSelect(tag: Tag, select: OpenSelect): boolean {
    if (endsSelect.has(tag.name)) {
      this.#endSelect()
      return tag.name === 'select'
    }
    select.start(tag, isLoop(tag))
    return true
  }

  #endSelect(): void {
    const select = this.#select
    this.#select = undefined
    if (select !== undefined) this.#own(select.tag, select.values)
  }

  #own(tag: Tag, values: readonly string[]): void {
    if (this.#open.current.disabled || tag.attribute('disabled') !== undefined) return
    // `name="${_csrf.parameterName}"`
    const isNamedLater = isDynamic(writtenAs(tag, 'name') ?? '')
    if (isNamedLater && csrfToken.test(this.document.text.slice(tag.start, Math.min(tag.end, tag.start + 500))))
      this.owner?.csrfTokens.push(this.document.place(tag.start, tag.end))
    this.#controls.push({ form: this.owner, formId: tag.attribute('form'), tag, values })
  }

  /** Takes note of the server code among the controls of a form. */
  #passRegions(start: number, end: number): void {
    for (; this.#nextRegion < this.regions.length; this.#nextRegion += 1) {
      const region = this.regions[this.#nextRegion]
      if (region === undefined || region.start >= end) return
      if (region.start < start || this.owner === undefined) continue
      const { text } = this.document
      const writesToken = csrfToken.test(text.slice(region.start, Math.min(region.end, region.start + 200)))
      if (writesToken) this.owner.csrfTokens.push(this.document.place(region.start, region.end))
      else if (region.kind === 'code') this.owner.mayHoldMore = true
    }
  }

  #formOf(
    { tag, mayHoldMore, csrfTokens }: OpenForm,
    owned: readonly OwnedControl[],
    scripts: ScriptWords,
  ): FormEvidence {
    const place = (one: Tag) => this.document.place(one.start, one.end)
    const controls = owned
      .filter((one) => kindOfControl(one.tag) === 'control')
      .flatMap(({ tag: control, values }): readonly FormControl[] =>
        values.map((value) => {
          const read = controlOf(control, value, place(control))
          return { ...read, dynamic: read.dynamic || scripts.fill(control, value) }
        }),
      )
    return {
      action: writtenAs(tag, 'action'),
      method: (tag.attribute('method') ?? 'get').trim().toLowerCase() === 'post' ? 'post' : 'get',
      target: tag.attribute('target'),
      encoding: tag.attribute('enctype'),
      acceptCharset: tag.attribute('accept-charset'),
      controls: controls.filter(({ name }) => name !== ''),
      submitters: owned
        .filter((one) => kindOfControl(one.tag) === 'submitter')
        .map((one) => submitterOf(one.tag, place(one.tag))),
      csrfTokens,
      mayHoldMore: mayHoldMore || scripts.makesControls,
      place: place(tag),
    }
  }
}
