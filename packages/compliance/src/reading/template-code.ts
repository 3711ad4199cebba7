/**
 * Server code in pages. It is masked with characters of a private area, one for one, so that an HTML parser is not
 * misled and every offset stays; a value that holds one of them is filled in when the page is made.
 */
const markers: readonly (readonly [open: string, close: string, kind: 'value' | 'code'])[] = [
  ['<%--', '--%>', 'code'],
  ['<%=', '%>', 'value'],
  ['<%:', '%>', 'value'],
  ['<%#', '%>', 'value'],
  ['<%', '%>', 'code'],
  ['<?=', '?>', 'value'],
  ['<?php', '?>', 'code'],
  ['{{', '}}', 'value'],
  ['{%', '%}', 'code'],
  ['${', '}', 'value'],
  ['#{', '}', 'value'],
]

const valueMask = '\uE000'
const codeMask = '\uE001'

/** A stretch of server code, markers included. */
export interface TemplateRegion {
  readonly kind: 'value' | 'code'
  readonly open: string
  readonly start: number
  readonly end: number
}

export interface MaskedPage {
  readonly html: string
  readonly regions: readonly TemplateRegion[]
}

/** `<?php echo $sign ?>` writes a value as `<?=` does. */
const echo = /^<\?php\s+echo\b/

/** Masks the template code of a page. */
export function maskTemplateCode(text: string): MaskedPage {
  const regions: TemplateRegion[] = []
  const opening = /<%--|<%[=:#]?|<\?=|<\?php|\{\{|\{%|[$#]\{/g
  const parts: string[] = []
  let done = 0
  // A closing mark that is missing once is missing everywhere after: remembering it keeps a hostile page linear.
  const missing = new Set<string>()
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const marker = markers.find(([open]) => open === match[0])
    if (marker === undefined || missing.has(marker[1])) continue
    const [open, close, kind] = marker
    const found = text.indexOf(close, match.index + open.length)
    // A PHP file may end inside its code.
    const ended = found === -1 && open.startsWith('<?') ? text.length - close.length : found
    if (ended === -1) {
      missing.add(close)
      continue
    }
    const end = Math.min(text.length, ended + close.length)
    // `${` and `#{` hold an expression on one line; farther away it is something else.
    if (close === '}' && (end - match.index > 500 || text.slice(match.index, end).includes('\n'))) continue
    const writes = kind === 'value' || echo.test(text.slice(match.index, match.index + 40))
    regions.push({ kind: writes ? 'value' : 'code', open, start: match.index, end })
    parts.push(text.slice(done, match.index), (writes ? valueMask : codeMask).repeat(end - match.index))
    done = end
    opening.lastIndex = end
  }
  parts.push(text.slice(done))
  return { html: parts.join(''), regions }
}

/** Whether a text of a masked page holds a place that is filled in later. */
export function isDynamic(text: string): boolean {
  return text.includes(valueMask) || text.includes(codeMask)
}

/** Whether server code that writes no value stands in the text: a loop, a condition. */
export function hasTemplateCode(text: string): boolean {
  return text.includes(codeMask)
}
