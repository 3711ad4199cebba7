import { Tokenizer, TokenizerMode, type Token } from 'parse5'

/** A start tag. Of two attributes of one name the first counts. */
export class Tag {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly isSelfClosing: boolean

  constructor(
    private readonly token: Token.TagToken,
    private readonly html: string,
  ) {
    this.name = token.tagName
    this.start = token.location?.startOffset ?? 0
    this.end = token.location?.endOffset ?? this.start
    this.isSelfClosing = token.selfClosing
  }

  attribute(name: string): string | undefined {
    return this.token.attrs.find((one) => one.name === name)?.value
  }

  has(test: (attribute: string, value: string) => boolean): boolean {
    return this.token.attrs.some(({ name, value }) => test(name, value))
  }

  quotesOf(name: string): 'double' | 'single' | 'unquoted' | 'none' {
    const place = this.token.location?.attrs?.[name]
    const written = place === undefined ? '' : this.html.slice(place.startOffset, place.endOffset)
    if (!written.includes('=')) return 'none'
    return written.endsWith('"') ? 'double' : written.endsWith("'") ? 'single' : 'unquoted'
  }
}

/** What is told of a page, in the order of its text. */
export interface MarkupHandler {
  start(tag: Tag): void
  /** `at` is where the end tag begins. */
  end(name: string, at: number): void
  text(characters: string, at: number): void
}

/** Elements whose content is text up to their end tag. */
const rawContent: ReadonlyMap<string, Tokenizer['state']> = new Map<string, Tokenizer['state']>([
  ['textarea', TokenizerMode.RCDATA],
  ['title', TokenizerMode.RCDATA],
  ['style', TokenizerMode.RAWTEXT],
  ['xmp', TokenizerMode.RAWTEXT],
  ['iframe', TokenizerMode.RAWTEXT],
  ['noembed', TokenizerMode.RAWTEXT],
  ['noframes', TokenizerMode.RAWTEXT],
  ['script', TokenizerMode.SCRIPT_DATA],
  ['plaintext', TokenizerMode.PLAINTEXT],
])

export function holdsRawText(name: string): boolean {
  return rawContent.has(name)
}

/**
 * Splits a page into tags and text as a browser does. No tree is built: by the standard's algorithm a hostile page of
 * some kilobytes becomes a tree of gigabytes, and the order of tags is enough to tell which form a control belongs to.
 */
export function readMarkup(html: string, handler: MarkupHandler): void {
  const text = ({ chars, location }: Token.CharacterToken) => handler.text(chars, location?.startOffset ?? 0)
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag(token) {
        tokenizer.state = rawContent.get(token.tagName) ?? tokenizer.state
        handler.start(new Tag(token, html))
      },
      onEndTag: (token) => handler.end(token.tagName, token.location?.startOffset ?? 0),
      onCharacter: text,
      onWhitespaceCharacter: text,
      onNullCharacter: () => undefined,
      onComment: () => undefined,
      onDoctype: () => undefined,
      onEof: () => undefined,
    },
  )
  tokenizer.write(html, true)
}
