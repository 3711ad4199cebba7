import { coloursOf, type Colours } from './colours.js'

/** Where text goes; a part of node's own writable streams. */
export interface TextStream {
  write(piece: string | Uint8Array): unknown
  once?(event: 'drain' | 'close', listener: () => void): unknown
  readonly destroyed?: boolean
  readonly isTTY?: boolean
  readonly columns?: number
}

/**
 * What a command says: its result on standard output, everything else on standard error.
 *
 * With `--json` the result is one JSON document on one line and nothing else stands on standard output.
 */
export class Output {
  /** For standard output. */
  readonly colours: Colours
  #isRewriting = false

  constructor(
    private readonly stdout: TextStream,
    private readonly stderr: TextStream,
    readonly json: boolean,
    coloured: boolean,
  ) {
    this.colours = coloursOf(coloured)
  }

  /** Columns to wrap texts at; text in a file or pipe is wrapped as on a terminal of usual width. */
  get columns(): number {
    return Math.min(Math.max(this.stdout.columns ?? 80, 40), 100)
  }

  /** The one result of the command: the document, or its text. */
  result(document: unknown, text: () => string): void {
    this.stdout.write(`${this.json ? JSON.stringify(document) : text()}\n`)
  }

  /**
   * A piece of a file that is printed in the place of a result. Resolves when there is room for the next; false where
   * the reader has gone, as `| head` does.
   */
  async content(piece: string | Uint8Array): Promise<boolean> {
    const { stdout } = this
    if (stdout.write(piece) === false && stdout.destroyed !== true) {
      await new Promise<void>((resolve) => {
        for (const event of ['drain', 'close'] as const) stdout.once?.(event, resolve)
      })
    }
    return stdout.destroyed !== true
  }

  /** Whether a person watches standard error, so that a line there may be rewritten. */
  get isWatched(): boolean {
    return this.stderr.isTTY === true
  }

  /** Progress in the place of the last, on a terminal. */
  rewrite(text: string): void {
    this.#isRewriting = true
    this.stderr.write(`\r\u001b[K${text}`)
  }

  /** What was rewritten last stays. */
  endRewriting(): void {
    if (this.#isRewriting) this.stderr.write('\n')
    this.#isRewriting = false
  }

  /** A warning or a piece of progress, beside the result. */
  notice(text: string): void {
    this.stderr.write(`${text}\n`)
  }
}

/** Colours only where a person looks at a terminal and has not asked for none. */
export function showsColours(stdout: TextStream, environment: Readonly<Record<string, string | undefined>>): boolean {
  const refused = environment.NO_COLOR !== undefined && environment.NO_COLOR !== ''
  return stdout.isTTY === true && !refused && environment.TERM !== 'dumb'
}
