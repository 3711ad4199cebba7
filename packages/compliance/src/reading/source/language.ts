import type { SourceLanguage } from '../../evidence/index.js'

type Mark = readonly [language: SourceLanguage, weight: number, pattern: RegExp]

/** What tells a language: each counts once. A file is source from two points on. */
const marks: readonly Mark[] = [
  ['php', 9, /<\?php\b/],
  ['python', 9, /^#!.*\bpython/],
  ['ruby', 9, /^#!.*\bruby/],
  ['javascript', 9, /^#!.*\bnode/],
  ['go', 4, /^package \w+[ \t]*\r?$/m],
  ['go', 2, /^func (?:\([^)\n]{1,80}\) )?\w+\(/m],
  ['java', 3, /^[ \t]*(?:package|import)(?: static)? [a-z][\w.]*(?:\.\*)?;/m],
  [
    'java',
    1,
    /\b(?:public|private|protected)[ \t]+(?:static |final |abstract |synchronized )*(?:class|interface|enum|void|\w+(?:<[^>\n]{1,60}>)?) \w+/,
  ],
  ['java', 2, /@Override\b|\bthrows [A-Z]\w+|\bSystem\.(?:out|getProperty)\b|\bfinal String \w+|\bString \w+ ?[=;,)]/],
  ['csharp', 4, /^[ \t]*using (?:static )?[A-Z][\w.]*(?: ?= ?[\w.]+)?;/m],
  ['csharp', 4, /^[ \t]*namespace [A-Z][\w.]*\s*[{;]?[ \t]*\r?$/m],
  [
    'csharp',
    1,
    /\b(?:public|private|protected|internal)[ \t]+(?:static |readonly |const |async |override |sealed |partial )*(?:class|interface|void|\w+(?:<[^>\n]{1,60}>)?) \w+/,
  ],
  [
    'csharp',
    2,
    /\bConvert\.To[A-Z]\w+\(|\bstring\.(?:Empty|IsNullOrEmpty|Format)\b|\bget; (?:private )?set;|\bforeach ?\(var \w+ in |\b(?:const|static|public|private) string \w+/,
  ],
  ['python', 3, /^(?:from [\w.]+ import |import [a-z][\w., ]*(?: as \w+)?[ \t]*\r?$)/m],
  ['python', 3, /^[ \t]*(?:async )?def \w+\(.{0,300}\).{0,100}:[ \t]*(?:#.*)?\r?$/m],
  ['python', 2, /^(?:class \w+.*|if __name__ == .*|[ \t]*(?:try|else|except\b.*)):[ \t]*\r?$/m],
  ['ruby', 3, /^[ \t]*require(?:_relative)? ?\(?['"]/m],
  ['ruby', 2, /^[ \t]*def (?:self\.)?[a-z_]\w*[?!=]?(?:\(.{0,300}\))?(?: [a-z_, ]{1,100})?[ \t]*\r?$/m],
  ['ruby', 2, /^[ \t]*end[ \t]*\r?$/m],
  ['ruby', 1, /^[ \t]*(?:class [A-Z]\w*(?:::\w+)*(?: < [\w:]+)?|module [A-Z]\w*)[ \t]*\r?$/m],
  ['javascript', 2, /^[ \t]*(?:export )?(?:const|let|var) [\w$[{][^=\n]{0,200}=/m],
  ['javascript', 2, /\bfunction ?\*?(?: [\w$]+)? ?\([\w$, ]*\) ?\{|=> ?[{(\w]/],
  ['javascript', 3, /\brequire\(['"]|\bmodule\.exports\b|^[ \t]*import\b.{1,300}['"];?[ \t]*\r?$|^import ['"]/m],
  ['javascript', 2, /\b(?:document|window|location)\.\w+|\$\(['"]|\bconsole\.log\(|\bawait \w+/],
  [
    'javascript',
    3,
    /^export (?:(?:default |async |abstract |declare )*(?:function|class|type|interface|const|let|enum)\b|[*{])/m,
  ],
  ['javascript', 1, /^[ \t]*(?:interface|type) \w+|\w\?: \w+/m],
]

/** Languages that are not read but resemble one that is. */
const foreign =
  /^[ \t]*#[ \t]*include\b|^[ \t]*Imports System|^[ \t]*(?:Public |Private )?(?:Sub|Function) \w+\(.{0,300}\)(?: As \w+)?[ \t]*\r?$|^[ \t]*Dim \w+/m

/** How much of a file is looked at to tell its language. */
const extent = 100_000

/** The language of a file of source, by its content; undefined where it is none, or none that is read. */
export function languageOf(text: string): SourceLanguage | undefined {
  const start = text.slice(0, extent)
  if (isDocumentation(start)) return undefined
  if (foreign.test(start)) return undefined
  return best(start, 2)
}

/** The language that a text speaks most of, given that it is source. */
function best(text: string, least: number): SourceLanguage | undefined {
  const scores = new Map<SourceLanguage, number>()
  for (const [language, weight, pattern] of marks)
    if (pattern.test(text)) scores.set(language, (scores.get(language) ?? 0) + weight)
  const [first] = [...scores].sort(([, left], [, right]) => right - left)
  return first !== undefined && first[1] >= least ? first[0] : undefined
}

/** Markdown and reStructuredText: what stands in them is talked about, it does not run. */
function isDocumentation(start: string): boolean {
  const lines = start.split('\n', 2000).map((line) => line.trimEnd())
  const first = lines.findIndex((line) => line !== '')
  const title = lines[first] ?? ''
  if (/^(?:#!|<\?php|\/[*/]|"""|'''|import\b|package\b|using\b|from\b|['"]use strict)/.test(title)) return false
  if (lines.filter((line) => /^\s{0,3}(?:```|~~~)/.test(line)).length >= 2) return true
  if (/^(?:={4,}|-{4,})$/.test(lines[first + 1] ?? '') && !title.startsWith('#')) return true
  const headings = lines.filter((line, at) => /^#{1,6} \S/.test(line) && (lines[at + 1] ?? '') === '')
  return /^#{1,6} \S/.test(title) && headings.length >= 2 && lines.some((line) => /^#{2,6} \S/.test(line))
}

/** Language of the server code of a page, told by its `<% %>` regions and directives; undefined for VB and what is not read. */
export function languageOfServerCode(code: string, directives: string): SourceLanguage | undefined {
  if (/<%@[^%]{0,200}\blanguage\s*=\s*"?(?:c#|csharp)/i.test(directives)) return 'csharp'
  if (/<%@[^%]{0,200}\blanguage\s*=\s*"?(?:vb|jscript)/i.test(directives)) return undefined
  if (/<%@\s*(?:page|include|taglib)\b/.test(directives)) return 'java'
  if (/^[ \t]*(?:Dim|Set|If .{1,200} Then|End If|Response\.Write [^(])/im.test(code) && !code.includes(';'))
    return undefined
  if (
    /\b(?:do|then)\b[^;{}\n]{0,100}$|^[ \t]*end[ \t]*$|\b(?:link_to|form_tag|form_for|render|hidden_field_tag)\b/m.test(
      code,
    )
  )
    return 'ruby'
  if (/\b(?:request\.getParameter|out\.print|session\.getAttribute)\b|\bString \w+ ?[=;]/.test(code)) return 'java'
  if (/\b(?:Request|Response|Session|ConfigurationManager)\b[.[]|\bstring \w+ ?[=;]/.test(code)) return 'csharp'
  return undefined
}
