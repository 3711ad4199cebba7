import type {
  Document,
  FormControl,
  FormEvidence,
  FormSubmitter,
  FrameEvidence,
  LinkEvidence,
  PageEvidence,
  Place,
} from '../evidence/index.js'
import { OpenSelect, controlOf, kindOfControl, submitterOf, valueOfInput, writtenAs } from './form-controls.js'
import { holdsRawText, readMarkup, type MarkupHandler, type Tag } from './markup.js'
import { OpenElements } from './open-elements.js'
import { ScriptWords } from './script-words.js'
import { isLoop, maskTemplateCode, type TemplateRegion } from './template-code.js'
import { TypedFields } from './typed-fields.js'

/** A page as read, with what other readers need of it. */
export interface ReadPage {
  readonly page: PageEvidence
  /** Server code in it. */
  readonly regions: readonly TemplateRegion[]
  /** Text of `script` elements without `src`. */
  readonly scripts: readonly Extent[]
}

interface Extent {
  readonly start: number
  readonly end: number
}

interface OpenForm {
  readonly tag: Tag
  /** Server code, or an element that a framework repeats, stands inside. */
  mayHoldMore: boolean
  readonly tokens: Place[]
}

interface OwnedControl {
  readonly form: OpenForm | undefined
  /** The form that it names by its `form` attribute; that one counts then, and no other. */
  readonly formId: string | undefined
  readonly tag: Tag
  readonly values: readonly string[]
}

/**
 * Reads a page as a browser would: a form owns the controls between its tags, whatever tables stand between, and those
 * that name it by a `form` attribute; disabled, unnamed and unchecked controls are not sent; of two attributes of one
 * name the first counts.
 */
export function readPage(document: Document): ReadPage {
  const { html, regions } = maskTemplateCode(document.text)
  const reader = new PageReader(document, regions)
  readMarkup(html, reader)
  return { page: reader.finish(), regions, scripts: reader.scripts }
}

/** Template code that writes a hidden field against forged requests. */
const csrfToken = /csrf|AntiForgeryToken/i

class PageReader implements MarkupHandler {
  readonly scripts: Extent[] = []
  readonly #open = new OpenElements<OpenForm>()
  readonly #forms: OpenForm[] = []
  readonly #owners = new Map<string, OpenForm | undefined>()
  readonly #controls: OwnedControl[] = []
  readonly #frames: FrameEvidence[] = []
  readonly #links: LinkEvidence[] = []
  readonly #fields = new TypedFields<OpenForm>()
  readonly #scriptWords = new ScriptWords()
  #baseTarget: string | undefined
  /** The form whose end tag is awaited, in every `template` that is open: a browser's form element pointer. */
  readonly #pointers: (OpenForm | undefined)[] = [undefined]
  #select: OpenSelect | undefined
  #raw: { readonly tag: Tag; text: string } | undefined
  #nextRegion = 0

  constructor(
    private readonly document: Document,
    private readonly regions: readonly TemplateRegion[],
  ) {}

  start(tag: Tag): void {
    const id = tag.attribute('id')
    const isFirst = id !== undefined && !this.#owners.has(id)
    if (isFirst) this.#owners.set(id, undefined)
    if (isLoop(tag) && this.#owner !== undefined) this.#owner.mayHoldMore = true
    this.#fields.start(tag, this.#owner, this.#place(tag))
    if (holdsRawText(tag.name)) this.#raw = { tag, text: '' }
    if (this.#select !== undefined && this.#startInSelect(tag, this.#select)) return
    if (tag.name === 'form') this.#startForm(tag, isFirst ? id : undefined)
    else this.#startElement(tag)
  }

  end(name: string, at: number): void {
    this.#fields.end(name)
    if (this.#raw?.tag.name === name) this.#endRaw(at)
    else if (name === 'select') this.#endSelect()
    else this.#endElement(name)
  }

  text(characters: string, at: number): void {
    if (this.#raw !== undefined) {
      this.#raw.text += characters
      return
    }
    this.#passRegions(at, at + characters.length)
    this.#fields.text(characters)
    this.#select?.text(characters)
  }

  finish(): PageEvidence {
    this.#endRaw(this.document.text.length)
    this.#endSelect()
    const owned = new Map<OpenForm, OwnedControl[]>(this.#forms.map((form) => [form, []]))
    for (const control of this.#controls) {
      const owner = control.formId === undefined ? control.form : this.#owners.get(control.formId)
      if (owner !== undefined) owned.get(owner)?.push(control)
    }
    const forms = new Map(this.#forms.map((form) => [form, this.#formOf(form, owned.get(form) ?? [])]))
    return {
      kind: 'page',
      document: this.document,
      forms: [...forms.values()],
      frames: this.#frames,
      fields: this.#fields.fields((form) => forms.get(form)),
      links: this.#links,
      baseTarget: this.#baseTarget,
    }
  }

  /** The form to which a control here belongs: that of the pointer, or the one around where it was closed too early. */
  get #owner(): OpenForm | undefined {
    return this.#pointers.at(-1) ?? this.#open.current.form
  }

  #place(tag: Tag) {
    return this.document.place(tag.start, tag.end)
  }

  #startForm(tag: Tag, id: string | undefined): void {
    // A form inside a form is left out by every browser.
    if (this.#pointers.at(-1) !== undefined) return
    const form: OpenForm = { tag, mayHoldMore: false, tokens: [] }
    this.#forms.push(form)
    if (id !== undefined) this.#owners.set(id, form)
    this.#pointers[this.#pointers.length - 1] = form
    this.#open.start('form', { form })
  }

  #startElement(tag: Tag): void {
    if (!tag.isSelfClosing) this.#open.start(tag.name, { disabled: tag.attribute('disabled') !== undefined })
    if (tag.name === 'template') this.#pointers.push(undefined)
    else if (tag.name === 'select') this.#select = new OpenSelect(tag)
    else if (tag.name === 'input') this.#own(tag, [valueOfInput(tag)])
    else if (tag.name === 'button') this.#own(tag, [])
    else this.#startOther(tag)
  }

  #endElement(name: string): void {
    if (this.#select !== undefined) this.#select.end(name)
    if (name === 'form') this.#pointers[this.#pointers.length - 1] = undefined
    const wasOpen = this.#open.end(name)
    if (name === 'template' && wasOpen && this.#pointers.length > 1) this.#pointers.pop()
  }

  /** Takes note of the server code among the controls of a form. */
  #passRegions(start: number, end: number): void {
    for (; this.#nextRegion < this.regions.length; this.#nextRegion += 1) {
      const region = this.regions[this.#nextRegion]
      if (region === undefined || region.start >= end) return
      if (region.start < start || this.#owner === undefined) continue
      const { text } = this.document
      const writesToken = csrfToken.test(text.slice(region.start, Math.min(region.end, region.start + 200)))
      if (writesToken) this.#owner.tokens.push(this.document.place(region.start, region.end))
      else if (region.kind === 'code') this.#owner.mayHoldMore = true
    }
  }

  #own(tag: Tag, values: readonly string[]): void {
    if (this.#open.current.disabled || tag.attribute('disabled') !== undefined) return
    this.#controls.push({ form: this.#owner, formId: tag.attribute('form'), tag, values })
  }

  /** Whether the tag only concerns the list of choices. */
  #startInSelect(tag: Tag, select: OpenSelect): boolean {
    if (['input', 'select', 'textarea', 'table', 'tr', 'td'].includes(tag.name)) {
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

  #endRaw(at: number): void {
    const raw = this.#raw
    this.#raw = undefined
    if (raw?.tag.name === 'textarea') this.#own(raw.tag, [raw.text.replace(/^\r?\n/, '')])
    if (raw?.tag.name !== 'script') return
    const isForeign = /json|template|text\/html/i.test(raw.tag.attribute('type') ?? '')
    if (raw.tag.attribute('src') !== undefined) this.#scriptWords.addForeign()
    else if (!isForeign) {
      this.scripts.push({ start: raw.tag.end, end: at })
      this.#scriptWords.add(this.document.text.slice(raw.tag.end, at))
    }
  }

  #startOther(tag: Tag): void {
    const place = this.#place(tag)
    const target = tag.attribute('target')
    switch (tag.name) {
      case 'base':
        this.#baseTarget ??= target
        return
      case 'a':
      case 'area': {
        const address = writtenAs(tag, 'href')
        if (address !== undefined) this.#links.push({ address, target, place })
        return
      }
      case 'iframe':
      case 'frame':
      case 'object':
      case 'embed': {
        const address = writtenAs(tag, tag.name === 'object' ? 'data' : 'src')
        this.#frames.push({ element: tag.name, name: tag.attribute('name'), address, place })
        return
      }
      default:
    }
  }

  #formOf({ tag, mayHoldMore, tokens }: OpenForm, owned: readonly OwnedControl[]): FormEvidence {
    const of = (kind: 'control' | 'submitter') => owned.filter((one) => kindOfControl(one.tag) === kind)
    const controls = of('control').flatMap(({ tag: control, values }): readonly FormControl[] =>
      values.map((value) => {
        const read = controlOf(control, value, this.#place(control))
        return { ...read, dynamic: read.dynamic || this.#scriptWords.fill(control, value) }
      }),
    )
    const submitters = of('submitter').map((one): FormSubmitter => submitterOf(one.tag, this.#place(one.tag)))
    return {
      action: writtenAs(tag, 'action'),
      method: (tag.attribute('method') ?? 'get').trim().toLowerCase() === 'post' ? 'post' : 'get',
      target: tag.attribute('target'),
      encoding: tag.attribute('enctype'),
      acceptCharset: tag.attribute('accept-charset'),
      controls: controls.filter(({ name }) => name !== ''),
      submitters,
      csrfTokens: tokens,
      mayHoldMore: mayHoldMore || this.#scriptWords.makesControls,
      place: this.#place(tag),
    }
  }
}
