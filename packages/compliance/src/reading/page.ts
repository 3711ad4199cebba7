import { parse, type DefaultTreeAdapterMap } from 'parse5'
import type {
  Document,
  FieldEvidence,
  FormControl,
  FormEvidence,
  FormSubmitter,
  FrameEvidence,
  LinkEvidence,
  PageEvidence,
  Place,
} from '../evidence/index.js'
import { hasTemplateCode, isDynamic, maskTemplateCode, type TemplateRegion } from './template-code.js'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

/** A page as read, with what other readers need of it. */
export interface ReadPage {
  readonly page: PageEvidence
  /** Server code in it. */
  readonly regions: readonly TemplateRegion[]
  /** Text of `script` elements without `src`. */
  readonly scripts: readonly { readonly start: number; readonly end: number }[]
}

const textual = new Set(['text', 'password', 'email', 'tel', 'number', 'search', 'url'])
const buttons = new Set(['submit', 'image'])

/** Deepest nesting that is followed: browsers stop at 512. */
const deepest = 512

/**
 * Reads a page as a browser would build it: a form owns the controls inside it and those that name it by a `form`
 * attribute; disabled, unnamed and unchecked controls are not sent; of two attributes of one name the first counts.
 */
export function readPage(document: Document): ReadPage {
  const { html, regions } = maskTemplateCode(document.text)
  const root = parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: false })
  const elements = [...elementsOf(root)]
  const owners = new FormOwners(elements)
  const place = (element: Element): Place => {
    const location = element.sourceCodeLocation
    const tag = location?.startTag ?? location
    return document.place(tag?.startOffset ?? 0, tag?.endOffset ?? 0)
  }
  const forms = elements
    .filter(({ tagName }) => tagName === 'form')
    .map((form) => formOf(form, owners.controlsOf(form), { place, html }))
  return {
    page: {
      kind: 'page',
      document,
      forms,
      frames: elements.flatMap((element) => frameOf(element, place)),
      fields: fieldsOf(elements, place),
      links: elements.flatMap((element) => linkOf(element, place)),
      baseTarget: elements
        .filter(({ tagName }) => tagName === 'base')
        .map((base) => attribute(base, 'target'))
        .find((target) => target !== undefined),
    },
    regions,
    scripts: elements.flatMap((element) => scriptOf(element)),
  }
}

/** Which control belongs to which form. */
class FormOwners {
  readonly #controls = new Map<Element, Element[]>()

  constructor(elements: readonly Element[]) {
    const byId = new Map<string, Element>()
    for (const element of elements) {
      const id = element.tagName === 'form' ? attribute(element, 'id') : undefined
      if (id !== undefined && !byId.has(id)) byId.set(id, element)
    }
    for (const element of elements) {
      if (!['input', 'button', 'select', 'textarea'].includes(element.tagName)) continue
      const named = attribute(element, 'form')
      const owner = named === undefined ? ancestor(element, 'form') : byId.get(named)
      if (owner === undefined) continue
      const controls = this.#controls.get(owner)
      if (controls === undefined) this.#controls.set(owner, [element])
      else controls.push(element)
    }
  }

  controlsOf(form: Element): readonly Element[] {
    return this.#controls.get(form) ?? []
  }
}

function formOf(
  form: Element,
  controls: readonly Element[],
  { place, html }: { place: (element: Element) => Place; html: string },
): FormEvidence {
  const sent = controls.filter((control) => !isDisabled(control))
  const location = form.sourceCodeLocation
  return {
    action: attribute(form, 'action'),
    method: (attribute(form, 'method') ?? 'get').trim().toLowerCase() === 'post' ? 'post' : 'get',
    target: attribute(form, 'target'),
    encoding: attribute(form, 'enctype'),
    acceptCharset: attribute(form, 'accept-charset'),
    controls: sent.flatMap((control) => controlOf(control, place, html)),
    submitters: sent.flatMap((control) => submitterOf(control, place)),
    hasTemplateCode: hasTemplateCode(
      html.slice(location?.startTag?.endOffset ?? 0, location?.endTag?.startOffset ?? location?.endOffset ?? 0),
    ),
    place: place(form),
  }
}

function typeOf(control: Element): string {
  const fallback = control.tagName === 'button' ? 'submit' : control.tagName === 'input' ? 'text' : control.tagName
  return (attribute(control, 'type') ?? fallback).trim().toLowerCase()
}

function controlOf(control: Element, place: (element: Element) => Place, html: string): readonly FormControl[] {
  const type = typeOf(control)
  const name = attribute(control, 'name') ?? ''
  if (name === '' || buttons.has(type) || type === 'button' || type === 'reset') return []
  if ((type === 'checkbox' || type === 'radio') && attribute(control, 'checked') === undefined) return []
  return valuesOf(control, type).map((value) => ({
    name,
    // A browser sends every line end as CR LF, whatever stands in the page.
    value: value.replace(/\r\n|\r|\n/g, '\r\n'),
    element: control.tagName as FormControl['element'],
    type,
    dynamic: isDynamic(name) || isDynamic(value),
    quotes: quotesOf(control, html),
    place: place(control),
  }))
}

function valuesOf(control: Element, type: string): readonly string[] {
  if (control.tagName === 'textarea') return [textOf(control)]
  if (control.tagName !== 'select')
    return [attribute(control, 'value') ?? (type === 'checkbox' || type === 'radio' ? 'on' : '')]
  const options = [...elementsOf(control)].filter(({ tagName }) => tagName === 'option')
  const chosen = options.filter((option) => attribute(option, 'selected') !== undefined)
  const multiple = attribute(control, 'multiple') !== undefined
  const sent = multiple ? chosen : chosen.length > 0 ? chosen.slice(-1) : options.slice(0, 1)
  return sent.map((option) => attribute(option, 'value') ?? textOf(option).trim())
}

function quotesOf(control: Element, html: string): FormControl['quotes'] {
  const value = control.sourceCodeLocation?.attrs?.value
  if (value === undefined) return 'none'
  const last = html[value.endOffset - 1]
  const written = html.slice(value.startOffset, value.endOffset)
  if (!written.includes('=')) return 'none'
  return last === '"' ? 'double' : last === "'" ? 'single' : 'unquoted'
}

function submitterOf(control: Element, place: (element: Element) => Place): readonly FormSubmitter[] {
  if (!buttons.has(typeOf(control))) return []
  const formAction = attribute(control, 'formaction')
  const formMethod = attribute(control, 'formmethod')?.trim().toLowerCase()
  const formTarget = attribute(control, 'formtarget')
  return [
    {
      name: attribute(control, 'name') ?? '',
      value: attribute(control, 'value') ?? '',
      ...(formAction === undefined ? {} : { formAction }),
      ...(formMethod === undefined ? {} : { formMethod }),
      ...(formTarget === undefined ? {} : { formTarget }),
      place: place(control),
    },
  ]
}

function frameOf(element: Element, place: (element: Element) => Place): readonly FrameEvidence[] {
  const { tagName } = element
  if (tagName !== 'iframe' && tagName !== 'frame' && tagName !== 'object' && tagName !== 'embed') return []
  const address = attribute(element, tagName === 'object' ? 'data' : 'src')
  return [{ element: tagName, name: attribute(element, 'name'), address, place: place(element) }]
}

function linkOf(element: Element, place: (element: Element) => Place): readonly LinkEvidence[] {
  const address = element.tagName === 'a' || element.tagName === 'area' ? attribute(element, 'href') : undefined
  return address === undefined ? [] : [{ address, target: attribute(element, 'target'), place: place(element) }]
}

function fieldsOf(elements: readonly Element[], place: (element: Element) => Place): readonly FieldEvidence[] {
  const labels = new Map<string, string>()
  for (const element of elements) {
    const target = element.tagName === 'label' ? attribute(element, 'for') : undefined
    if (target !== undefined) labels.set(target, `${labels.get(target) ?? ''} ${textOf(element).slice(0, 200)}`)
  }
  return elements.flatMap((element): readonly FieldEvidence[] => {
    const type = typeOf(element)
    if (element.tagName !== 'input' || !textual.has(type)) return []
    const around = ancestor(element, 'label')
    const words = [
      labels.get(attribute(element, 'id') ?? ''),
      around === undefined ? undefined : textOf(around).slice(0, 200),
      ...['placeholder', 'title', 'aria-label'].map((name) => attribute(element, name)),
      textBefore(element),
    ]
    return [
      {
        name: attribute(element, 'name') ?? attribute(element, 'id') ?? '',
        type,
        words: words
          .filter((word) => word !== undefined)
          .join(' ')
          .replace(/\s+/g, ' ')
          .trim(),
        place: place(element),
      },
    ]
  })
}

/** The words just before a field, in its cell or the cell before: what a table of an old page asks for. */
function textBefore(element: Element): string {
  let node: Node = element
  for (let up = 0; up < 3; up += 1) {
    const parent: DefaultTreeAdapterMap['parentNode'] | null = 'parentNode' in node ? node.parentNode : null
    if (parent === null) return ''
    const at = parent.childNodes.indexOf(node as DefaultTreeAdapterMap['childNode'])
    const before = parent.childNodes
      .slice(Math.max(0, at - 2), Math.max(0, at))
      .map((sibling) => textOf(sibling).slice(-100))
      .join(' ')
      .trim()
    if (before !== '') return before
    node = parent
  }
  return ''
}

function scriptOf(element: Element): readonly { start: number; end: number }[] {
  const location = element.sourceCodeLocation
  if (element.tagName !== 'script' || attribute(element, 'src') !== undefined || !location?.startTag) return []
  if (/json|template|text\/html/i.test(attribute(element, 'type') ?? '')) return []
  return [{ start: location.startTag.endOffset, end: location.endTag?.startOffset ?? location.endOffset }]
}

function isDisabled(control: Element): boolean {
  if (attribute(control, 'disabled') !== undefined) return true
  const fieldset = ancestor(control, 'fieldset')
  return fieldset !== undefined && attribute(fieldset, 'disabled') !== undefined
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value
}

function ancestor(element: Element, tagName: string): Element | undefined {
  let at: Node | null = element.parentNode
  for (let up = 0; at !== null && up < deepest; up += 1) {
    if ('tagName' in at && at.tagName === tagName) return at
    at = 'parentNode' in at ? at.parentNode : null
  }
  return undefined
}

function textOf(node: Node): string {
  let text = ''
  const waiting: Node[] = [node]
  for (let next = waiting.pop(); next !== undefined && text.length < 2000; next = waiting.pop()) {
    if (next.nodeName === '#text' && 'value' in next) text += next.value
    if ('childNodes' in next)
      for (let at = next.childNodes.length - 1; at >= 0; at -= 1) waiting.push(next.childNodes[at] as Node)
  }
  return text
}

/** In the order of the page, templates included; without recursion, since a hostile page nests without end. */
function* elementsOf(root: Node): Generator<Element> {
  const waiting: Node[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('tagName' in node) yield node
    if ('content' in node) waiting.push(node.content)
    if (!('childNodes' in node)) continue
    for (let at = node.childNodes.length - 1; at >= 0; at -= 1) waiting.push(node.childNodes[at] as Node)
  }
}
