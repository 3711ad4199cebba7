/** A form as a browser would find it in a page. */
export interface HtmlForm {
  readonly action: string | undefined
  readonly method: 'get' | 'post'
  /** What would be sent, in the order of the page. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Names of the buttons among the fields: a browser sends the one that was pressed. */
  readonly namedButtons: readonly string[]
}

interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
}

/** Undoes the entities that form builders write; any other `&` stays as it is. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g, (whole, ...groups) => {
    const [decimal, hexadecimal, name] = groups as (string | undefined)[]
    if (name !== undefined) return namedEntities[name] ?? whole
    const codePoint = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
    return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\uFFFD'
  })
}

/**
 * The forms of a page, or one made of its inputs where they stand in none. Reads tags and attributes only, each
 * character once: enough for the forms that payment kits write, no HTML parser.
 */
export function formsOf(html: string): readonly HtmlForm[] {
  const forms: { action: string | undefined; method: 'get' | 'post'; fields: [string, string][]; buttons: string[] }[] =
    []
  let open: (typeof forms)[number] | undefined
  for (const { name, attributes } of tagsOf(html)) {
    if (name === 'form' || (open === undefined && name === 'input')) {
      const method = attributes.get('method')?.toLowerCase() === 'post' ? 'post' : 'get'
      open = { action: name === 'form' ? attributes.get('action') : undefined, method, fields: [], buttons: [] }
      forms.push(open)
    }
    if (name === '/form') open = undefined
    if (open === undefined || (name !== 'input' && name !== 'button')) continue
    const field = attributes.get('name') ?? ''
    const type = attributes.get('type')?.toLowerCase() ?? (name === 'button' ? 'submit' : 'text')
    if (field === '' || attributes.has('disabled') || type === 'button' || type === 'reset') continue
    if ((type === 'checkbox' || type === 'radio') && !attributes.has('checked')) continue
    if (type === 'submit' || type === 'image') open.buttons.push(field)
    // A browser sends every line end as CR LF, whatever stands in the page.
    open.fields.push([field, (attributes.get('value') ?? '').replace(/\r\n|\r|\n/g, '\r\n')])
  }
  return forms.map(({ action, method, fields, buttons }) => ({ action, method, fields, namedButtons: buttons }))
}

function* tagsOf(html: string): Generator<Tag> {
  let at = html.indexOf('<')
  while (at !== -1) {
    let next = at + 1
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4)
      if (end === -1) return
      next = end + 3
    } else {
      const tag = readTag(html, at + 1)
      if (tag !== undefined) {
        yield tag
        next = tag.end
        if (tag.name === 'script' || tag.name === 'style') {
          const closing = new RegExp(`</${tag.name}`, 'gi')
          closing.lastIndex = next
          const found = closing.exec(html)
          if (found === null) return
          next = found.index
        }
      }
    }
    at = html.indexOf('<', next)
  }
}

function readTag(html: string, start: number): (Tag & { readonly end: number }) | undefined {
  const name = sticky(/\/?[a-z][a-z\d]*/iy, html, start)
  if (name === undefined) return undefined
  const attributes = new Map<string, string>()
  let at = start + name.length
  for (;;) {
    at += sticky(/[\s/]+/y, html, at)?.length ?? 0
    const attribute = sticky(/[^\s=>/]+|=/y, html, at)
    if (attribute === undefined) return { name: name.toLowerCase(), attributes, end: at + 1 }
    at += attribute.length
    const equals = sticky(/\s*=\s*/y, html, at)
    at += equals?.length ?? 0
    let value = ''
    if (equals !== undefined) {
      const quote = html[at]
      if (quote === '"' || quote === "'") {
        const closing = html.indexOf(quote, at + 1)
        const end = closing === -1 ? html.length : closing
        value = html.slice(at + 1, end)
        at = end + 1
      } else {
        value = sticky(/[^\s>]+/y, html, at) ?? ''
        at += value.length
      }
    }
    const key = attribute.toLowerCase()
    // The first of two attributes of one name counts, as in a browser.
    if (!attributes.has(key)) attributes.set(key, decodeEntities(value))
  }
}

/** What a sticky expression matches at a position. */
function sticky(expression: RegExp, text: string, at: number): string | undefined {
  expression.lastIndex = at
  return expression.exec(text)?.[0]
}
