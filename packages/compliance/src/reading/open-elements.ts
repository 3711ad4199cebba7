import { holdsRawText } from './markup.js'

/** An element that is open at some point of a page, with what it means for the controls inside it. */
export interface OpenElement<Form> {
  readonly name: string
  /** The form around its content. */
  readonly form: Form | undefined
  /** Whether a `fieldset` around its content is disabled. */
  readonly disabled: boolean
}

interface Entry<Form> extends OpenElement<Form> {
  /** Of a `fieldset`: whether one around it is disabled, which is all that counts in its first legend. */
  readonly disabledAround?: boolean
  legendSeen?: boolean
}

const tableParts = new Set(['table', 'tbody', 'thead', 'tfoot', 'tr'])
const cells = new Set(['td', 'th', 'caption'])
/** Elements out of which no end tag but a table's reaches. */
const boundaries = new Set([...cells, 'table', 'applet', 'marquee', 'object', 'template'])
const rowGroups = ['tbody', 'thead', 'tfoot']

const neverOpen = new Set(
  (
    'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr ' +
    // Their end tags are left out at will, and `</form>` closes them.
    'p li dd dt option optgroup rb rp rt rtc'
  ).split(' '),
)

/** How far back an end tag looks for what it closes; browsers stop nesting at this depth. */
const deepest = 512

/** The elements that are open, as far as it matters for who owns a control. */
export class OpenElements<Form> {
  readonly #page: Entry<Form> = { name: '', form: undefined, disabled: false }
  readonly #open: Entry<Form>[] = [this.#page]

  get current(): OpenElement<Form> {
    return this.#top
  }

  /** Opens an element; `form` where it is one. */
  start(name: string, { form, disabled = false }: { readonly form?: Form; readonly disabled?: boolean } = {}): void {
    if (neverOpen.has(name) || holdsRawText(name)) return
    this.#closeTableParts(name)
    const around = this.#top
    // The standard has a form that stands between the parts of a table stay empty: only the pointer to it goes on.
    if (name === 'form' && tableParts.has(around.name)) return
    const isFirstLegend = name === 'legend' && around.name === 'fieldset' && around.legendSeen !== true
    if (isFirstLegend) around.legendSeen = true
    this.#open.push({
      name,
      form: form ?? around.form,
      disabled: (isFirstLegend ? around.disabledAround === true : around.disabled) || (name === 'fieldset' && disabled),
      ...(name === 'fieldset' ? { disabledAround: around.disabled } : {}),
    })
  }

  /** Closes an element and all that is open inside it; says whether it was open. */
  end(name: string): boolean {
    const at = this.#find(name)
    if (at === -1) return false
    // Of elements that a form leaves open at its end, the content still stands inside it.
    if (name === 'form') this.#open.splice(at, 1)
    else this.#open.length = at
    return true
  }

  get #top(): Entry<Form> {
    return this.#open.at(-1) ?? this.#page
  }

  /** A cell or a row ends where the next begins. */
  #closeTableParts(name: string): void {
    const closes = cells.has(name)
      ? [...cells]
      : name === 'tr'
        ? ['tr', ...cells]
        : rowGroups.includes(name)
          ? [...rowGroups, 'tr', ...cells]
          : []
    if (closes.length === 0) return
    for (let at = this.#open.length - 1; at > Math.max(0, this.#open.length - deepest); at -= 1) {
      const open = this.#open[at]?.name ?? ''
      if (open === 'table' || open === 'template') return
      if (!closes.includes(open)) continue
      this.#open.length = at
      at = this.#open.length
    }
  }

  #find(name: string): number {
    const isTablePart = tableParts.has(name) || cells.has(name)
    for (let at = this.#open.length - 1; at > 0 && at > this.#open.length - deepest; at -= 1) {
      const open = this.#open[at]?.name ?? ''
      if (open === name) return at
      if (isTablePart ? open === 'table' || open === 'template' : boundaries.has(open)) return -1
    }
    return -1
  }
}
