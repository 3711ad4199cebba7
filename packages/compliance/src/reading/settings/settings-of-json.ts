import type { Document, Setting } from '../../evidence/index.js'

const most = 20_000
const deepest = 40

/**
 * Texts and numbers of a JSON document under their paths. A value is pointed at where its text stands next after the
 * value before it: names and order are the document's own. Undefined where it is no JSON.
 */
export function settingsOfJson(document: Document): readonly Setting[] | undefined {
  const { text } = document
  if (!/^\s*[[{]/.test(text)) return undefined
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return undefined
  }
  const settings: Setting[] = []
  let from = 0
  const visit = (value: unknown, path: string, depth: number): void => {
    if (settings.length >= most || depth > deepest) return
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      const written = typeof value === 'string' ? JSON.stringify(value) : String(value)
      const found = text.indexOf(written, from)
      const start = found === -1 ? from : found
      if (found !== -1) from = found + written.length
      const inQuotes = typeof value === 'string' && found !== -1 ? 1 : 0
      const end = found === -1 ? start : found + written.length - inQuotes
      settings.push({ name: path, value: String(value), place: document.place(start + inQuotes, end) })
      return
    }
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) visit(inner, path === '' ? name : `${path}.${name}`, depth + 1)
  }
  visit(parsed, '', 0)
  return settings
}
