import type { Document, Setting } from '../../evidence/index.js'

const tag = /<(\/?)([A-Za-z_][\w:.-]{0,100})((?:[^<>"']|"[^"<]{0,4000}"|'[^'<]{0,4000}'){0,100})>/g
const attribute = /([A-Za-z_][\w:.-]{0,100})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g
const nameAttributes = ['name', 'key', 'id']

const most = 20_000

/**
 * XML configuration (Spring, web.config, `<entry key>`): attributes under the element's name or the name it is given,
 * and texts of elements that hold nothing else. Undefined where the text begins with no markup.
 */
export function settingsOfXml(document: Document): readonly Setting[] | undefined {
  const { text } = document
  if (!/^\s*<(?:\?xml|!DOCTYPE|!--|[A-Za-z])/.test(text)) return undefined
  const settings: Setting[] = []
  let open: { name: string; end: number } | undefined
  for (const match of text.matchAll(tag)) {
    const [whole, slash, element = '', rest = ''] = match
    if (slash === '/') {
      if (open !== undefined) {
        const inner = text.slice(open.end, match.index)
        const value = inner.trim()
        if (value !== '' && value.length <= 4000) {
          const start = open.end + inner.indexOf(value)
          settings.push({ name: open.name, value, place: document.place(start, start + value.length) })
        }
      }
      open = undefined
    } else {
      const attributes = [...rest.matchAll(attribute)].map((one) => ({
        name: one[1] ?? '',
        value: one[2] ?? one[3] ?? '',
        at: match.index + 1 + element.length + one.index + one[0].length - 1 - (one[2] ?? one[3] ?? '').length,
      }))
      const named = attributes.find(({ name }) => nameAttributes.includes(name))?.value
      for (const { name, value, at } of attributes) {
        if (nameAttributes.includes(name) || value === '') continue
        const path = name === 'value' && named !== undefined ? named : `${named ?? element}.${name}`
        settings.push({ name: path, value, place: document.place(at, at + value.length) })
      }
      open = rest.endsWith('/') ? undefined : { name: named ?? element, end: match.index + whole.length }
    }
    if (settings.length >= most) break
  }
  return settings
}
