import type { FormControl, FormSubmitter, Place } from '../evidence/index.js'
import type { Tag } from './markup.js'
import { boundTo, isDynamic, placeholderMask } from './template-code.js'

/** What a browser does with a control; `none` where it adds nothing to what is sent. */
export function kindOfControl(tag: Tag): 'control' | 'submitter' | 'none' {
  const type = typeOf(tag)
  if (type === 'submit' || type === 'image') return 'submitter'
  if (type === 'button' || type === 'reset' || (tag.attribute('name') ?? writtenAs(tag, 'name')) === undefined)
    return 'none'
  return (type === 'checkbox' || type === 'radio') && tag.attribute('checked') === undefined ? 'none' : 'control'
}

export function typeOf(tag: Tag): string {
  const fallback = tag.name === 'button' ? 'submit' : tag.name === 'input' ? 'text' : tag.name
  if (tag.name !== 'button' && tag.name !== 'input') return fallback
  const type = (tag.attribute('type') ?? '').trim().toLowerCase()
  return type === '' ? fallback : type
}

/** A control with one of the values that it sends. */
export function controlOf(tag: Tag, value: string, place: Place): FormControl {
  const name = writtenAs(tag, 'name') ?? ''
  return {
    name,
    // A browser sends every line end as CR LF, whatever stands in the page.
    value: value.replace(/\r\n|\r|\n/g, '\r\n'),
    element: tag.name as FormControl['element'],
    type: typeOf(tag),
    dynamic: isDynamic(name) || isDynamic(value),
    quotes: tag.quotesOf('value'),
    place,
  }
}

/** The value that an `input` sends. */
export function valueOfInput(tag: Tag): string {
  const type = typeOf(tag)
  return writtenAs(tag, 'value') ?? (type === 'checkbox' || type === 'radio' ? 'on' : '')
}

/** A value of an attribute, or that it is filled in: by a framework that binds it, or for a place-holder that it is. */
export function writtenAs(tag: Tag, name: string): string | undefined {
  if (tag.has((attribute, value) => boundTo(attribute, value, name))) return placeholderMask
  const value = tag.attribute(name)
  // `<input <?= $attributes ?>>` may bring any that is not written.
  if (value === undefined && tag.has((attribute) => isDynamic(attribute))) return placeholderMask
  return value !== undefined && isPlaceholder(value) ? placeholderMask : value
}

/** `{0}`, `%s`, `[[sign]]`, `__SIGN__`, `@sign@`: to be replaced by a program before anybody sees the page. */
function isPlaceholder(value: string): boolean {
  return /^(?:\{[\w.]{0,50}\}|%(?:\d\$)?[sdv]|%\w{1,50}%|\[{1,2}\w{1,50}\]{1,2}|__\w{1,50}__|@\w{1,50}@)$/.test(
    value.trim(),
  )
}

export function submitterOf(tag: Tag, place: Place): FormSubmitter {
  const formAction = writtenAs(tag, 'formaction')
  const formMethod = tag.attribute('formmethod')?.trim().toLowerCase()
  const formTarget = tag.attribute('formtarget')
  return {
    name: writtenAs(tag, 'name') ?? '',
    type: typeOf(tag) === 'image' ? 'image' : 'submit',
    value: writtenAs(tag, 'value') ?? '',
    ...(formAction === undefined ? {} : { formAction }),
    ...(formMethod === undefined ? {} : { formMethod }),
    ...(formTarget === undefined ? {} : { formTarget }),
    place,
  }
}

/** The values of a `select`, gathered while its options go by. */
export class OpenSelect {
  readonly #options: { value: string | undefined; text: string; selected: boolean; disabled: boolean }[] = []
  #groupDisabled = false
  #inOption = false
  /** Its options may be made by a loop. */
  #looped = false

  constructor(readonly tag: Tag) {}

  start(tag: Tag, isLoop: boolean): void {
    this.#looped ||= isLoop
    if (tag.name === 'optgroup') this.#groupDisabled = tag.attribute('disabled') !== undefined
    this.#inOption = tag.name === 'option'
    if (!this.#inOption) return
    this.#options.push({
      value: writtenAs(tag, 'value'),
      text: '',
      selected: tag.attribute('selected') !== undefined,
      disabled: this.#groupDisabled || tag.attribute('disabled') !== undefined,
    })
  }

  end(name: string): void {
    if (name === 'optgroup') this.#groupDisabled = false
    this.#inOption = false
  }

  text(characters: string): void {
    const option = this.#inOption ? this.#options.at(-1) : undefined
    if (option !== undefined && option.text.length < 1000) option.text += characters
    else if (isDynamic(characters)) this.#looped = true
  }

  /** One of which none is chosen shows its first and sends it; of several, all that are chosen. */
  get values(): readonly string[] {
    const value = (option: { value: string | undefined; text: string }) => option.value ?? option.text.trim()
    if (this.#looped) return [placeholderMask]
    const chosen = this.#options.filter(({ selected }) => selected)
    if (this.tag.attribute('multiple') !== undefined)
      return chosen.filter(({ disabled }) => !disabled).map((option) => value(option))
    const shown = chosen.at(-1) ?? this.#options.find(({ disabled }) => !disabled)
    return shown === undefined || shown.disabled ? [] : [value(shown)]
  }
}
