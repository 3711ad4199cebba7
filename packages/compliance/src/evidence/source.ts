import type { Document } from './document.js'

export type SourceLanguage = 'javascript' | 'java' | 'csharp' | 'php' | 'python' | 'go' | 'ruby'

/** `pattern`: a regular expression written as a literal. */
export type TokenKind = 'code' | 'string' | 'comment' | 'pattern'

/** A run of source text of one kind. Offsets are the document's; a string's include its quotes. */
export interface SourceToken {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  /** What a string means, its escapes undone where they are simple; the text itself for code and comments. */
  readonly text: string
  /** Values are put into this string when the program runs, so that what it will be cannot be seen. */
  readonly filled?: true
}

/** Source of one language: a file, or all regions of a page in that language (scripts, server code of a template). */
export interface SourceEvidence {
  readonly kind: 'source'
  readonly document: Document
  readonly language: SourceLanguage
  readonly start: number
  readonly end: number
  readonly tokens: readonly SourceToken[]
  /**
   * The text from `start` to `end` with comments, the insides of strings and what is no source blanked, of equal
   * length and with its line ends, for looking at structure; add `start` to an offset in it to get the document's.
   */
  readonly structure: string
}
