/** What a block is for, by what stands before it. */
export type BlockKind = 'function' | 'catch' | 'loop' | 'branch' | 'other'

/** A stretch of code that belongs together: the inside of braces, an indented suite, what stands before an `end`. */
export interface Block {
  readonly kind: BlockKind
  /** What introduces it, comments and the insides of strings blanked: `catch (IOException e)`. */
  readonly header: string
  /** Where the header begins. Offsets are the document's. */
  readonly headerStart: number
  /** The inside. */
  readonly start: number
  readonly end: number
}

/** Longest header that is looked at. */
export const headerLimit = 400
