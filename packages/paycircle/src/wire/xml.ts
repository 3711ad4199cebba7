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

interface OpenElement {
  name: string
  attributes: Map<string, string>
  children: OpenElement[]
  text: string
  innerXml: string
  start: number
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

function growTree(parser: SaxesParser, source: string, limits: XmlLimits): OpenElement {
  const { maxDepth = 16, maxElements = 1000, maxAttributes = 16 } = limits
  const root: OpenElement = { name: '', attributes: new Map(), children: [], text: '', innerXml: '', start: 0 }
  const open = [root]
  let current = root
  let elements = 0

  parser.on('opentag', ({ name, attributes }) => {
    if (++elements > maxElements) throw wireError('xml-too-large', { limit: 'elements', most: maxElements })
    if (open.length > maxDepth) throw wireError('xml-too-large', { limit: 'depth', most: maxDepth })
    const given = Object.entries(attributes)
    if (given.length > maxAttributes) throw wireError('xml-too-large', { limit: 'attributes', most: maxAttributes })
    const element: OpenElement = {
      name,
      attributes: new Map(given),
      children: [],
      text: '',
      innerXml: '',
      start: parser.position,
    }
    current.children.push(element)
    open.push(element)
    current = element
  })
  parser.on('closetag', () => {
    // The position is behind the closing tag, where another may begin.
    const end = source.lastIndexOf('</', parser.position - 1)
    current.innerXml = end > current.start ? source.slice(current.start, end) : ''
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
