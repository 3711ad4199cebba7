import type { Document } from './document.js'

export type SourceLanguage = 'javascript' | 'java' | 'csharp' | 'php' | 'python' | 'go' | 'ruby'

export type TokenKind = 'code' | 'string' | 'comment'

/** A run of source text of one kind. Offsets are the document's; a string's include its quotes. */
export interface SourceToken {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  /** What a string means, its escapes undone where they are simple; the text itself for code and comments. */
  readonly text: string
}

/** Source of one language: a file, or a region of a page (a script, server code of a template). */
export interface SourceEvidence {
  readonly kind: 'source'
  readonly document: Document
  readonly language: SourceLanguage
  readonly start: number
  readonly end: number
  readonly tokens: readonly SourceToken[]
  /**
   * The region's text with comments and the insides of strings blanked, of equal length, for looking at structure;
   * add `start` to an offset in it to get the document's.
   */
  readonly structure: string
}
