import {
  readEvidence,
  type Evidence,
  type EvidenceKind,
  type EvidenceOf,
  type Place,
  type ReadFile,
} from '../../src/index.js'

/** Reads a text, or bytes, as the file of that path. */
export function read(content: string | Uint8Array, path = 'evidence'): ReadFile {
  return readEvidence(path, typeof content === 'string' ? new TextEncoder().encode(content) : content)
}

/** What a file was found to be, or why it was passed over. */
export function kindOf(content: string | Uint8Array, path?: string): string {
  const file = read(content, path)
  return 'skipped' in file ? file.skipped : file.kind
}

/** The pieces of one kind in a file; none where it was passed over. */
export function piecesOf<Kind extends EvidenceKind>(
  kind: Kind,
  content: string | Uint8Array,
  path?: string,
): readonly EvidenceOf<Kind>[] {
  const file = read(content, path)
  const pieces: readonly Evidence[] = 'skipped' in file ? [] : file.pieces
  return pieces.filter((piece): piece is EvidenceOf<Kind> => piece.kind === kind)
}

/** The one piece of a kind. */
export function pieceOf<Kind extends EvidenceKind>(
  kind: Kind,
  content: string | Uint8Array,
  path?: string,
): EvidenceOf<Kind> {
  const [piece, ...others] = piecesOf(kind, content, path)
  if (piece === undefined || others.length > 0)
    throw new Error(`${String(others.length + (piece === undefined ? 0 : 1))} pieces of ${kind}, wanted one`)
  return piece
}

/** What a place points at. */
export function textAt({ document, start, end }: Place): string {
  return document.text.slice(start, end)
}

/** The line of a place, counted from 1. */
export function lineAt({ document, start }: Place): number {
  return document.positionAt(start).line
}

/** The settings of a text, as pairs. */
export function settingsIn(content: string | Uint8Array, path?: string): readonly (readonly [string, string])[] {
  return pieceOf('settings', content, path).settings.map(({ name, value }) => [name, value] as const)
}
