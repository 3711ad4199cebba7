import type { Tag } from './markup.js'
import { endOfPhp } from './source/index.js'

/** Whether template code writes a value into the page, or decides what of the page is there. */
export type TemplateKind = 'value' | 'code'

interface Form {
  /** What opens it, for a regular expression. */
  readonly open: string
  readonly close: string
  readonly kind: TemplateKind | ((code: string) => TemplateKind)
  /** Where it ends on its line and within so many characters, or is none. */
  readonly within?: number
}

const statement = /^\{\{[-~]?\s*(?:[#/^>!]|(?:range|if|else|end|with|template|block|define|each|include)\b)/
const writing = /^<\/?\w+:(?:out|property|write|message|text|value|param)\b/
const echo = /^<\?(?:php)?\s+(?:echo|print)\b/

/**
 * The server code and place-holders of pages: JSP, ASP.NET, ERB, EJS; PHP; Vue, Handlebars, Jinja, Go, Blade; expression
 * languages; Smarty and ThinkPHP; FreeMarker; tag libraries; Velocity; Razor. In the order of trying.
 */
const forms: readonly Form[] = [
  { open: '<%--', close: '--%>', kind: 'code' },
  { open: '<%[=:#]', close: '%>', kind: 'value' },
  { open: '<%', close: '%>', kind: 'code' },
  { open: '<\\?=', close: '?>', kind: 'value' },
  { open: '<\\?(?:php\\b|(?=\\s))', close: '?>', kind: (code) => (echo.test(code) ? 'value' : 'code') },
  { open: '\\{\\{', close: '}}', kind: (code) => (statement.test(code) ? 'code' : 'value') },
  { open: '\\{!!', close: '!!}', kind: 'value' },
  { open: '\\{%', close: '%}', kind: 'code' },
  { open: '[$#]!?\\{', close: '}', kind: 'value', within: 500 },
  { open: '\\{[$:](?=[A-Za-z_])', close: '}', kind: 'value', within: 500 },
  {
    open: '\\{/?(?:foreach|section|loop|volist|include|template|if|else|elseif)\\b',
    close: '}',
    kind: 'code',
    within: 500,
  },
  { open: '</?[#@](?=[a-z])', close: '>', kind: 'code', within: 500 },
  {
    open: '</?(?:c|s|x|t|h|f|ui|fmt|fn|bean|logic|html|nested|tiles|sf|form|spring|jsp|ww|asp|sec|shiro):(?=[a-z])',
    close: '>',
    kind: (code) => (writing.test(code) ? 'value' : 'code'),
    within: 1000,
  },
  { open: '(?<=[\\s>])#(?:foreach|if|elseif|else|end|set|parse|include)\\b', close: '', kind: 'code' },
  { open: '(?<=["\'=])\\$!?[A-Za-z_][\\w.]{0,100}', close: '', kind: 'value' },
  {
    open: '(?<=[\\s>])@(?:foreach|forelse|for|if|while|using|section|csrf|method|include|each|Html\\.\\w{1,40})\\b',
    close: '',
    kind: 'code',
  },
  {
    open: '(?<=["\'=])@\\(?(?:Model|View|Html|Url|ViewBag|ViewData|\\w{1,40}\\.\\w)[\\w.]{0,100}',
    close: '',
    kind: 'value',
  },
]

const opening = new RegExp(forms.map(({ open }) => `(${open})`).join('|'), 'g')

const masks: Readonly<Record<TemplateKind, string>> = { value: '\uE000', code: '\uE001' }

/** Stands for a value that is filled in later, however that is written. */
export const placeholderMask = masks.value

/** A stretch of server code, markers included. */
export interface TemplateRegion {
  readonly kind: TemplateKind
  readonly open: string
  readonly start: number
  readonly end: number
}

export interface MaskedPage {
  readonly html: string
  readonly regions: readonly TemplateRegion[]
}

/**
 * Masks the template code of a page with characters of a private area, one for one, so that an HTML parser is not misled
 * and every offset stays.
 */
export function maskTemplateCode(text: string): MaskedPage {
  const regions: TemplateRegion[] = []
  const parts: string[] = []
  let done = 0
  // A closing mark that is missing once is missing everywhere after: remembering it keeps a hostile page linear.
  const missing = new Set<string>()
  opening.lastIndex = 0
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const form = forms[match.indexOf(match[0], 1) - 1]
    const end = form === undefined ? undefined : endOf(form, text, match.index, match[0].length, missing)
    if (form === undefined || end === undefined) continue
    const kind = typeof form.kind === 'string' ? form.kind : form.kind(text.slice(match.index, match.index + 60))
    regions.push({ kind, open: match[0], start: match.index, end })
    parts.push(text.slice(done, match.index), masks[kind].repeat(end - match.index))
    done = end
    opening.lastIndex = end
  }
  parts.push(text.slice(done))
  return { html: parts.join(''), regions }
}

function endOf(form: Form, text: string, start: number, opened: number, missing: Set<string>): number | undefined {
  const { close, within } = form
  if (close === '') return start + opened
  if (within !== undefined) {
    const window = text.slice(start, start + within)
    const found = window.indexOf(close, opened)
    // `${` holds an expression on one line; farther away it is something else.
    return found === -1 || window.slice(0, found).includes('\n') ? undefined : start + found + close.length
  }
  // A PHP file may end inside its code.
  if (close === '?>') return endOfPhp(text, start + opened)
  if (missing.has(close)) return undefined
  const found = text.indexOf(close, start + opened)
  if (found !== -1) return found + close.length
  missing.add(close)
  return undefined
}

/** Whether a text of a masked page holds a place that is filled in later. */
export function isDynamic(text: string): boolean {
  return text.includes(masks.value) || text.includes(masks.code)
}

const binders = [':', 'v-bind:', 'x-bind:', 'th:', 'data-th-', 'ng-', 'ng-attr-', 'data-ng-', 't-att-', 't-attf-']
const models = /^(?:v-model|x-model|(?:data-)?ng-model|\[\(ngmodel\)\]|data-bind)(?:\.|$)/

/** Whether an attribute binds another: `:value`, `th:value`, `[value]`, `v-model`. */
export function boundTo(attribute: string, value: string, name: string): boolean {
  if (attribute === 'v-bind' || attribute === 'th:field') return true
  if (attribute === `[${name}]` || attribute === `[attr.${name}]` || attribute === `${name}.bind`) return true
  if (attribute === 'th:attr' || attribute === 'data-th-attr') return value.includes(`${name}=`)
  return binders.some((binder) => attribute === binder + name) || (name === 'value' && models.test(attribute))
}

const repeaters =
  /^(?:v-for|x-for|wx:for|(?:data-)?ng-repeat|\*ngfor|t-foreach|repeat\.for|v-html|(?:data-)?th[:-](?:each|utext|insert|replace|include))$/

/** Whether a framework repeats the element or fills it with others. */
export function isLoop(tag: Tag): boolean {
  return tag.has((attribute) => repeaters.test(attribute))
}
