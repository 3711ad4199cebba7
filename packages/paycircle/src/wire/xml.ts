import { createRequire } from 'node:module'
import type { SaxesParser } from 'saxes'
import { wireError } from './errors.js'

const require = createRequire(import.meta.url)
let loadedSaxes: typeof import('saxes') | undefined

export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** Child elements in their order, those of one name too. */
  readonly children: readonly XmlElement[]
  /** The text that stands directly in the element, references and CDATA resolved. */
  readonly text: string
  /** What stands between the tags, as it was written. */
  readonly innerXml: string
}

export interface XmlLimits {
  readonly maxCharacters?: number
  readonly maxDepth?: number
  readonly maxElements?: number
  readonly maxAttributes?: number
}

const noAttributes: ReadonlyMap<string, string> = new Map()

/** An element while it is read and after. Its inner XML is cut out only where somebody asks for it. */
class Element implements XmlElement {
  readonly children: Element[] = []
  text = ''
  end = 0

  constructor(
    readonly name: string,
    readonly attributes: ReadonlyMap<string, string>,
    private readonly source: string,
    private readonly start: number,
  ) {}

  get innerXml(): string {
    // `end` is behind the closing tag, where another may begin; `<a/>` has no closing tag and nothing inside.
    const tag = this.source.lastIndexOf('</', this.end - 1)
    return tag > this.start ? this.source.slice(this.start, tag) : ''
  }
}

/**
 * The element tree of a document. Strict: what is not well-formed is refused, and so are document types, processing
 * instructions, entities other than XML's own five, and whatever exceeds the limits.
 *
 * @throws 'xml-malformed', 'xml-forbidden', 'xml-too-large'
 */
export function parseXml(text: string, limits: XmlLimits = {}): XmlElement {
  const { maxCharacters = 262_144 } = limits
  if (text.length > maxCharacters) throw wireError('xml-too-large', { limit: 'characters', most: maxCharacters })
  const reader = idleReader ?? new TreeReader()
  // One that has thrown stays in the middle of its document and is not used again.
  idleReader = undefined
  const root = reader.read(text, limits)
  idleReader = reader
  return root
}

/** Making a parser and tying its events costs a tenth of reading an answer, so one is kept. */
let idleReader: TreeReader | undefined

class TreeReader {
  readonly #parser: SaxesParser
  #source = ''
  #limits: XmlLimits = {}
  #elements = 0
  #open: Element[] = []
  #current = new Element('', noAttributes, '', 0)

  constructor() {
    loadedSaxes ??= require('saxes') as typeof import('saxes')
    const parser: SaxesParser = new loadedSaxes.SaxesParser({ position: false })
    const addText = (text: string): void => {
      this.#current.text += text
    }
    parser.on('opentag', ({ name, attributes }) => this.#openElement(name, attributes))
    parser.on('closetag', () => this.#closeElement())
    parser.on('text', addText)
    parser.on('cdata', addText)
    parser.on('error', () => {
      throw wireError('xml-malformed', { position: parser.position })
    })
    parser.on('doctype', () => {
      throw wireError('xml-forbidden', { construct: 'doctype' })
    })
    parser.on('processinginstruction', () => {
      throw wireError('xml-forbidden', { construct: 'processing-instruction' })
    })
    this.#parser = parser
  }

  read(source: string, limits: XmlLimits): XmlElement {
    const document = new Element('', noAttributes, source, 0)
    this.#source = source
    this.#limits = limits
    this.#elements = 0
    this.#open = [document]
    this.#current = document
    this.#parser.write(source).close()
    const [root] = document.children
    if (root === undefined) throw wireError('xml-malformed', { position: source.length })
    return root
  }

  #openElement(name: string, attributes: Readonly<Record<string, string>>): void {
    const { maxDepth = 16, maxElements = 1000, maxAttributes = 16 } = this.#limits
    if (++this.#elements > maxElements) throw wireError('xml-too-large', { limit: 'elements', most: maxElements })
    if (this.#open.length > maxDepth) throw wireError('xml-too-large', { limit: 'depth', most: maxDepth })
    const element = new Element(name, mapOf(attributes, maxAttributes), this.#source, this.#parser.position)
    this.#current.children.push(element)
    this.#open.push(element)
    this.#current = element
  }

  #closeElement(): void {
    this.#current.end = this.#parser.position
    this.#open.pop()
    this.#current = this.#open.at(-1) ?? this.#current
  }
}

function mapOf(attributes: Readonly<Record<string, string>>, maxAttributes: number): ReadonlyMap<string, string> {
  let map: Map<string, string> | undefined
  // The parser's object has no prototype, so that these are the attributes and nothing else.
  for (const name in attributes) {
    map ??= new Map()
    if (map.size === maxAttributes) throw wireError('xml-too-large', { limit: 'attributes', most: maxAttributes })
    map.set(name, attributes[name] ?? '')
  }
  return map ?? noAttributes
}
