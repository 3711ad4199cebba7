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
  loadedSaxes ??= require('saxes') as typeof import('saxes')
  const parser: SaxesParser = new loadedSaxes.SaxesParser({ position: false })
  parser.on('error', () => {
    throw wireError('xml-malformed', { position: parser.position })
  })
  parser.on('doctype', () => {
    throw wireError('xml-forbidden', { construct: 'doctype' })
  })
  parser.on('processinginstruction', () => {
    throw wireError('xml-forbidden', { construct: 'processing-instruction' })
  })
  const root = growTree(parser, text, limits)
  parser.write(text).close()
  const [element] = root.children
  if (element === undefined) throw wireError('xml-malformed', { position: text.length })
  return element
}

function growTree(parser: SaxesParser, source: string, limits: XmlLimits): Element {
  const { maxDepth = 16, maxElements = 1000, maxAttributes = 16 } = limits
  const root = new Element('', noAttributes, source, 0)
  const open = [root]
  let current = root
  let elements = 0

  parser.on('opentag', ({ name, attributes }) => {
    if (++elements > maxElements) throw wireError('xml-too-large', { limit: 'elements', most: maxElements })
    if (open.length > maxDepth) throw wireError('xml-too-large', { limit: 'depth', most: maxDepth })
    const element = new Element(name, mapOf(attributes, maxAttributes), source, parser.position)
    current.children.push(element)
    open.push(element)
    current = element
  })
  parser.on('closetag', () => {
    current.end = parser.position
    open.pop()
    current = open.at(-1) ?? root
  })
  const addText = (text: string): void => {
    current.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  return root
}

function mapOf(attributes: Readonly<Record<string, string>>, maxAttributes: number): ReadonlyMap<string, string> {
  const names = Object.keys(attributes)
  if (names.length === 0) return noAttributes
  if (names.length > maxAttributes) throw wireError('xml-too-large', { limit: 'attributes', most: maxAttributes })
  return new Map(Object.entries(attributes))
}
