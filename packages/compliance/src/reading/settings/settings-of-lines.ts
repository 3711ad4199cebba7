import type { Document, Setting } from '../../evidence/index.js'

const pair = /^(\s*)(?:export\s+|set\s+|-\s+)?(["']?)([\w][\w.\-/[\]]{0,200})\2\s*(=|:(?=\s|$)|:=)\s*(.*)$/
const section = /^\s*\[([\w .\-:/"]{1,200})\]\s*$/
const comment = /^\s*(?:#|;|!|\/\/|--- ?$|\.\.\.$)/
const listItem = /^\s*-\s+\S/

/** Lines that are looked at to tell what a file is. */
const lookedAt = 200

/**
 * Properties, environment, INI and YAML, line by line: what a line says under its name, with the section or the lines
 * above that are less indented before it. Blocks and references of YAML are not followed.
 */
export function settingsOfLines(document: Document): readonly Setting[] | undefined {
  const { text, lineStarts } = document
  const head = text
    .slice(0, 200_000)
    .split('\n', lookedAt)
    .filter((line) => line.trim() !== '' && !comment.test(line))
  const fitting = head.filter(
    (line) => pair.test(line.slice(0, 1000)) || section.test(line.slice(0, 300)) || listItem.test(line.slice(0, 300)),
  )
  const pairs = head.filter((line) => pair.test(line.slice(0, 1000)))
  if (pairs.length === 0 || fitting.length * 10 < head.length * 8) return undefined
  const settings: Setting[] = []
  const above: { indent: number; name: string }[] = []
  let inSection = ''
  for (const [at, start] of lineStarts.entries()) {
    const line = text.slice(start, Math.min(start + 10_000, (lineStarts[at + 1] ?? text.length + 1) - 1))
    if (comment.test(line)) continue
    const named = section.exec(line)
    if (named !== null) {
      inSection = `${named[1] ?? ''}.`
      above.length = 0
      continue
    }
    const match = pair.exec(line)
    if (match === null) continue
    const [, blanks = '', , name = '', sign = '', rest = ''] = match
    while (above.length > 0 && (above.at(-1)?.indent ?? 0) >= blanks.length) above.pop()
    const path = `${inSection}${above.map((one) => `${one.name}.`).join('')}${name}`
    const value = valueOf(rest)
    if (value === '' && sign === ':' && above.length < 20) above.push({ indent: blanks.length, name })
    if (value === '') continue
    const from = start + line.length - rest.length + rest.indexOf(value)
    settings.push({ name: path, value, place: document.place(from, from + value.length) })
  }
  return settings
}

/** Without quotes, and without a comment behind it. */
function valueOf(rest: string): string {
  const text = rest.trim()
  const quote = text[0]
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, 1)
    return end === -1 ? text.slice(1) : text.slice(1, end)
  }
  const end = /\s#/.exec(text)
  return (end === null ? text : text.slice(0, end.index)).trim()
}
