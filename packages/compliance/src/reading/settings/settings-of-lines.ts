import type { Document, Setting } from '../../evidence/index.js'
import { logicalLines } from './logical-lines.js'
import { writtenValue } from './written-value.js'

const pair = /^(\s*)((?:-\s+){0,5})(?:export\s+|set\s+)?(["']?)([\w][\w.\-/[\]]{0,200})\3\s*(:=|=|:)(.*)$/s
const section = /^\s*\[{1,2}([\w .\-:/"]{1,200})\]{1,2}\s*(?:[;#].*)?$/s
const listItem = /^(\s*)((?:-\s+){1,5})(\S.*)$/s

/** Lines that are looked at to tell what a file is. */
const lookedAt = 200
const longestLine = 10_000
const deepest = 20

type Said =
  | { readonly kind: 'section'; readonly name: string }
  | { readonly kind: 'item'; readonly indent: number; readonly value: string }
  | {
      readonly kind: 'pair'
      readonly indent: number
      /** Where the dash of a list stands before it. */
      readonly dash: number | undefined
      readonly name: string
      readonly sign: string
      readonly value: string
    }

/**
 * Properties, environment, INI, TOML and YAML, line by line: what a line says under its name, with the section or the
 * lines above that are less indented before it. Texts in blocks of YAML are passed over, its references not followed.
 */
export function settingsOfLines(document: Document): readonly Setting[] | undefined {
  if (!looksLikeSettings(document)) return undefined
  const settings: Setting[] = []
  const above: { indent: number; name: string }[] = []
  let inSection = ''
  for (const line of logicalLines(document)) {
    if (line.isNewDocument) above.length = 0
    const said = saidBy(line.text)
    if (said === undefined) continue
    if (said.kind === 'section') {
      inSection = `${said.name}.`
      above.length = 0
      continue
    }
    const dash = said.kind === 'item' ? said.indent : said.dash
    // A dash may stand as far left as the name whose list it belongs to.
    while (above.length > 0 && isBeside(above.at(-1)?.indent ?? 0, said.indent, dash)) above.pop()
    const before = above.map(({ name }) => name).join('.')
    const sign = said.kind === 'item' ? ':' : said.sign
    const value = writtenValue(said.value, sign)
    if (said.kind === 'pair' && value.text === '' && !value.isQuoted && sign === ':' && above.length < deepest)
      above.push({ indent: said.indent, name: said.name })
    const name = [...(before === '' ? [] : [before]), ...(said.kind === 'pair' ? [said.name] : [])].join('.')
    if (value.text === '' || name === '') continue
    const start = line.start + line.text.length - said.value.length + value.start
    const end = line.joinedEnd ?? start + value.length
    settings.push({ name: `${inSection}${name}`, value: value.text, place: document.place(start, end) })
  }
  return settings
}

function isBeside(indent: number, own: number, dash: number | undefined): boolean {
  return dash === undefined ? indent >= own : indent > dash
}

function looksLikeSettings(document: Document): boolean {
  let [lines, fitting, pairs] = [0, 0, 0]
  for (const { text } of logicalLines(document, 200_000)) {
    const said = saidBy(text.slice(0, 1000))
    lines += 1
    if (said !== undefined) fitting += 1
    if (said?.kind === 'pair') pairs += 1
    if (lines === lookedAt) break
  }
  return pairs > 0 && fitting * 10 >= lines * 8
}

function saidBy(line: string): Said | undefined {
  const text = line.slice(0, longestLine)
  const named = section.exec(text)?.[1]
  if (named !== undefined) return { kind: 'section', name: named }
  const match = pair.exec(text)
  if (match !== null) {
    const [, blanks = '', dashes = '', , name = '', sign = '', value = ''] = match
    const isWritten = sign !== ':' || /^(?:\s|$)/.test(value) || (name.includes('.') && !value.startsWith('//'))
    if (isWritten) {
      const dash = dashes === '' ? undefined : blanks.length
      return { kind: 'pair', indent: blanks.length + dashes.length, dash, name, sign: signOf(sign, value), value }
    }
  }
  const item = listItem.exec(text)
  return item === null ? undefined : { kind: 'item', indent: item[1]?.length ?? 0, value: item[3] ?? '' }
}

/** A colon with something right behind it is one of `.properties`, which is as good as an equals sign. */
function signOf(sign: string, value: string): string {
  return sign === ':' && /^[^\s]/.test(value) ? '=' : sign
}
