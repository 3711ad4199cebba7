import type { Document, Place, Setting } from '../../evidence/index.js'

const tag =
  /<(\/?)([A-Za-z_][\w:.-]{0,100})([^<>"']{0,4000}(?:(?:"[^"<]{0,4000}"|'[^'<]{0,4000}')[^<>"']{0,4000}){0,100})>/y
const attribute = /([A-Za-z_][\w:.-]{0,100})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g
const nameAttributes = ['name', 'key', 'id']
/** Elements that hold the value of the one around them: `<property name="a"><value>b</value></property>`. */
const valueElements = new Set(['value'])

const most = 20_000
const deepest = 200
const longestText = 4000

interface OpenElement {
  readonly name: string
  readonly end: number
  /** Whether another element stands in it, so that its text is layout. */
  hasElements: boolean
}

/**
 * XML configuration (Spring, web.config, `<entry key>`): attributes under the element's name or the name it is given,
 * and texts of elements that hold nothing else. Comments are passed over. Undefined where the text begins with no markup.
 */
export function settingsOfXml(document: Document): readonly Setting[] | undefined {
  if (!/^\s*<(?:\?xml|!DOCTYPE|!--|[A-Za-z])/.test(document.text) || isMarkdown(document.text)) return undefined
  return new XmlSettings(document).read()
}

/** Documentation may begin with a picture or a comment. */
function isMarkdown(text: string): boolean {
  return !/^\s*<\?xml/.test(text) && /^#{1,6} \S/m.test(text.slice(0, 20_000))
}

class XmlSettings {
  readonly #text: string
  readonly #settings: Setting[] = []
  readonly #open: OpenElement[] = []
  /** The name that `<param-name>` gave to the `<param-value>` after it. */
  #parameter: string | undefined

  constructor(private readonly document: Document) {
    this.#text = document.text
  }

  read(): readonly Setting[] {
    const text = this.#text
    let at = text.indexOf('<')
    while (at !== -1 && this.#settings.length < most) {
      const next = this.#pass(at)
      at = next === undefined ? -1 : text.indexOf('<', next)
    }
    return this.#settings
  }

  /** Takes what begins at a `<`; returns where to go on, undefined where the rest is a comment that never ends. */
  #pass(at: number): number | undefined {
    const text = this.#text
    const special = text.startsWith('<!--', at) ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : undefined
    if (special !== undefined) {
      const close = text.indexOf(special, at + 4)
      return close === -1 ? undefined : close + special.length
    }
    tag.lastIndex = at
    const match = tag.exec(text)
    if (match === null) return at + 1
    const [whole, slash, element = '', rest = ''] = match
    const end = at + whole.length
    if (slash === '/') this.#close(at)
    else this.#start(element, rest, { attributesAt: at + 1 + element.length, end })
    return end
  }

  #start(element: string, rest: string, { attributesAt, end }: { attributesAt: number; end: number }): void {
    const around = this.#open.at(-1)
    if (around !== undefined) around.hasElements = true
    const attributes = Array.from(rest.matchAll(attribute), (match) => {
      const value = match[2] ?? match[3] ?? ''
      const start = attributesAt + match.index + match[0].length - 1 - value.length
      return { name: match[1] ?? '', value, place: this.document.place(start, start + value.length) }
    })
    const named = attributes.find(({ name }) => nameAttributes.includes(name))?.value
    for (const { name, value, place } of attributes) {
      if (nameAttributes.includes(name) || value === '') continue
      this.#keep(
        name === 'value' && named !== undefined ? named : `${named ?? element}.${name}`,
        unescaped(value),
        place,
      )
    }
    if (rest.endsWith('/') || this.#open.length >= deepest) return
    const inherits = valueElements.has(element) && around !== undefined
    this.#open.push({ name: named ?? (inherits ? around.name : element), end, hasElements: false })
  }

  #close(at: number): void {
    const element = this.#open.pop()
    if (element === undefined || element.hasElements || at - element.end > longestText) return
    const inner = this.#text.slice(element.end, at)
    const written = inner.trim()
    if (written === '') return
    const start = element.end + inner.indexOf(written)
    const verbatim = /^<!\[CDATA\[(.*)\]\]>$/s.exec(written)?.[1]
    const value = verbatim ?? unescaped(written)
    if (element.name === 'param-name') this.#parameter = value
    const isParameter = element.name === 'param-value' && this.#parameter !== undefined
    this.#keep(
      isParameter ? (this.#parameter ?? '') : element.name,
      value,
      this.document.place(start, start + written.length),
    )
  }

  #keep(name: string, value: string, place: Place): void {
    this.#settings.push({ name, value, place })
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(written: string): string {
  if (!written.includes('&')) return written
  return written.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, ...groups) => {
    const [decimal, hex, name] = groups as readonly (string | undefined)[]
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
