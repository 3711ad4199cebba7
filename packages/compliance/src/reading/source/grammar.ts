import type { SourceLanguage } from '../../evidence/index.js'

/** A way in which a language writes strings. */
export interface StringForm {
  readonly open: string
  readonly close: string
  /** What keeps a closing mark from closing: a backslash before it, its doubling, nothing. */
  readonly escape: 'backslash' | 'doubled' | 'none'
  /** Whether the escapes of C are undone; PHP's single quotes know `\'` and `\\` only, raw strings none. */
  readonly unescape: 'all' | 'quote' | 'none'
  /** Whether it may go on over the end of a line; one that may not ends there, closed or not. */
  readonly multiline: boolean
  /** Whether its opening bracket, met again inside, needs a closing one more. */
  readonly nests?: true
  /** What begins an expression in it, which a brace closes. */
  readonly interpolation?: string
  /** A value is put in where this matches, without braces of its own: `$name` of PHP, `{0}` of C#. */
  readonly filledBy?: RegExp
}

/** What the lexer must know of a language to tell code, strings and comments apart. */
export interface Grammar {
  readonly lineComments: readonly string[]
  readonly blockComments: readonly (readonly [open: string, close: string])[]
  /** Longer marks first where one begins another. */
  readonly strings: readonly StringForm[]
  /** Words and characters after which a slash begins a regular expression. */
  readonly patterns?: { readonly afterWords: RegExp; readonly afterCharacters: string }
  /** Matches the mark of a string whose lines follow, its label as group `label`. */
  readonly hereDocument?: RegExp
  /** Ends the code, and a line comment: what follows is markup until `reopen`. */
  readonly leaves?: { readonly close: string; readonly reopen: RegExp }
}

const escaped = { escape: 'backslash', unescape: 'all' } as const
const double: StringForm = { open: '"', close: '"', ...escaped, multiline: false }
const single: StringForm = { open: "'", close: "'", ...escaped, multiline: false }
const cComments = { lineComments: ['//'], blockComments: [['/*', '*/']] } as const

function triple(mark: string): StringForm {
  return { open: mark, close: mark, ...escaped, multiline: true }
}

const pythonStrings: readonly StringForm[] = ['"""', "'''", '"', "'"].flatMap((mark) => {
  const plain: StringForm = { open: mark, close: mark, ...escaped, multiline: mark.length === 3 }
  const raw = ['r', 'R', 'rb', 'br', 'Rb', 'bR'].map((prefix): StringForm => ({
    ...plain,
    open: `${prefix}${mark}`,
    unescape: 'none',
  }))
  const formatted: StringForm = { ...plain, open: `f${mark}`, filledBy: /\{[^{}]/ }
  return [...raw, formatted, { ...formatted, open: `F${mark}` }, plain]
})

/** `%q(…)`, `%Q{…}`, `%(…)`. */
const rubyPercent: readonly StringForm[] = ['()', '[]', '{}'].flatMap((brackets): readonly StringForm[] => {
  const [open = '', close = ''] = brackets
  const plain: StringForm = {
    open: `%q${open}`,
    close,
    escape: 'backslash',
    unescape: 'quote',
    multiline: true,
    nests: true,
  }
  const filled: StringForm = { ...plain, open: `%Q${open}`, unescape: 'all', interpolation: '#{' }
  return open === '(' ? [plain, filled, { ...filled, open: '%(' }] : [plain, filled]
})

export const grammars: Readonly<Record<SourceLanguage, Grammar>> = {
  javascript: {
    ...cComments,
    strings: [double, single, { open: '`', close: '`', ...escaped, multiline: true, interpolation: '${' }],
    patterns: {
      afterWords: /\b(?:return|typeof|case|in|of|delete|void|throw|do|else)$/,
      afterCharacters: '(,=:[!&|?{};+-*%<>~^',
    },
  },
  java: { ...cComments, strings: [triple('"""'), double, single] },
  csharp: {
    ...cComments,
    strings: [
      { open: '$@"', close: '"', escape: 'doubled', unescape: 'none', multiline: true, filledBy: /\{[^{}]/ },
      { open: '@$"', close: '"', escape: 'doubled', unescape: 'none', multiline: true, filledBy: /\{[^{}]/ },
      { open: '@"', close: '"', escape: 'doubled', unescape: 'none', multiline: true },
      { open: '"""', close: '"""', escape: 'none', unescape: 'none', multiline: true },
      { ...double, open: '$"', filledBy: /\{[^{}]/ },
      double,
      single,
    ],
  },
  php: {
    lineComments: ['//', '#'],
    blockComments: [['/*', '*/']],
    strings: [
      { ...double, multiline: true, interpolation: '{$', filledBy: /\$[A-Za-z_{]/ },
      { ...single, multiline: true, unescape: 'quote' },
    ],
    hereDocument: /<<<[ \t]*(?:"(?<a>\w{1,60})"|'(?<b>\w{1,60})'|(?<c>[A-Za-z_]\w{0,59}))(?=\r?\n)/y,
    leaves: { close: '?>', reopen: /<\?(?:php\b|=)/g },
  },
  python: { lineComments: ['#'], blockComments: [], strings: pythonStrings },
  go: {
    ...cComments,
    strings: [double, single, { open: '`', close: '`', escape: 'none', unescape: 'none', multiline: true }],
  },
  ruby: {
    lineComments: ['#'],
    blockComments: [['\n=begin', '\n=end']],
    strings: [
      { ...double, multiline: true, interpolation: '#{' },
      { ...single, multiline: true, unescape: 'quote' },
      ...rubyPercent,
    ],
    patterns: { afterWords: /\b(?:if|unless|when|and|or|not|return|elsif|while)$/, afterCharacters: '(,=:[!&|?{;~' },
    hereDocument: /<<[~-]?(?:"(?<a>[A-Z]\w{0,59})"|'(?<b>[A-Z]\w{0,59})'|(?<c>[A-Z]\w{0,59}))/y,
  },
}
