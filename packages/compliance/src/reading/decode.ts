/** Why a file is not looked at. */
export type SkipReason =
  | 'binary'
  | 'archive'
  | 'too-large'
  | 'link'
  | 'empty'
  | 'unreadable'
  /** A folder of other people's work: dependencies, a version control's own files. */
  | 'not-yours'
  | 'nothing-recognised'

/** Largest file that is read, in bytes; recordings of browsers are large, everything else is small. */
export const fileLimit = 64 * 1024 * 1024

const archives: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04], // zip, jar, war
  [0x50, 0x4b, 0x05, 0x06],
  [0x1f, 0x8b], // gzip
  [0x42, 0x5a, 0x68], // bzip2
  [0xfd, 0x37, 0x7a, 0x58, 0x5a], // xz
  [0x52, 0x61, 0x72, 0x21], // rar
  [0x37, 0x7a, 0xbc, 0xaf], // 7z
  [0xca, 0xfe, 0xba, 0xbe], // class file
]

/**
 * The text of a file, or why it has none: UTF-8 where it is, UTF-16 by its mark, else GBK, in which old sites are
 * written.
 */
export function decodeFile(bytes: Uint8Array): { readonly text: string } | { readonly skipped: SkipReason } {
  if (bytes.length === 0) return { skipped: 'empty' }
  if (archives.some((magic) => magic.every((byte, at) => bytes[at] === byte))) return { skipped: 'archive' }
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined
  if (mark !== undefined) return { text: new TextDecoder(mark).decode(bytes) }
  if (bytes.subarray(0, 8192).includes(0)) return { skipped: 'binary' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    const text = new TextDecoder('gb18030').decode(bytes)
    const damaged = text.split('\uFFFD').length - 1
    return damaged * 20 > text.length ? { skipped: 'binary' } : { text }
  }
}
