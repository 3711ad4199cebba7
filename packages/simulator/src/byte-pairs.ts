/** A name and a value as bytes: their charset is known only once `_input_charset` has been read. */
export interface BytePair {
  readonly name: Buffer
  readonly value: Buffer
}

export interface BytePairs {
  readonly pairs: readonly BytePair[]
  /** Percent signs that no two hexadecimal digits follow; they are taken as they stand. */
  readonly badPercents: number
  /** Parts of a multipart body that are files, which are no parameters. */
  readonly fileParts: number
  /** Whether pairs beyond the limit were dropped. */
  readonly tooMany: boolean
}

/** As many parameters as one request may have, several times what either service knows. */
export const parameterLimit = 100

export const noPairs: BytePairs = { pairs: [], badPercents: 0, fileParts: 0, tooMany: false }

/** Reads `name=value&…` as a form or a query string has it. */
export function readUrlencoded(bytes: Buffer): BytePairs {
  const pairs: BytePair[] = []
  const count = { badPercents: 0 }
  let start = 0
  while (start < bytes.length && pairs.length < parameterLimit) {
    const found = bytes.indexOf(0x26, start)
    const end = found === -1 ? bytes.length : found
    if (end > start) {
      const piece = bytes.subarray(start, end)
      const equals = piece.indexOf(0x3d)
      const nameEnd = equals === -1 ? piece.length : equals
      pairs.push({
        name: percentDecoded(piece.subarray(0, nameEnd), count),
        value: percentDecoded(piece.subarray(nameEnd + 1), count),
      })
    }
    start = end + 1
  }
  return { pairs, badPercents: count.badPercents, fileParts: 0, tooMany: start < bytes.length }
}

function percentDecoded(bytes: Buffer, count: { badPercents: number }): Buffer {
  const decoded = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0
    if (byte === 0x25) {
      const hex = bytes.toString('latin1', index + 1, index + 3)
      if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
        decoded[length++] = parseInt(hex, 16)
        index += 2
        continue
      }
      count.badPercents += 1
    }
    decoded[length++] = byte === 0x2b ? 0x20 : byte
  }
  return decoded.subarray(0, length)
}

const lineEnd = Buffer.from('\r\n')
const headEnd = Buffer.from('\r\n\r\n')

/** Reads a `multipart/form-data` body, as the official PHP kit posts it. A body that breaks off ends the reading. */
export function readMultipart(bytes: Buffer, boundary: string): BytePairs {
  const pairs: BytePair[] = []
  let fileParts = 0
  const delimiter = Buffer.from(`--${boundary}`, 'latin1')
  const closing = Buffer.concat([lineEnd, delimiter])
  let at = bytes.indexOf(delimiter)
  while (at !== -1 && pairs.length < parameterLimit) {
    const headStart = at + delimiter.length
    if (bytes.toString('latin1', headStart, headStart + 2) === '--') break
    const bodyStart = bytes.indexOf(headEnd, headStart)
    const bodyEnd = bodyStart === -1 ? -1 : bytes.indexOf(closing, bodyStart + 2)
    if (bodyEnd === -1) break
    const head = bytes.toString('latin1', headStart, bodyStart)
    const name = /;\s*name="([^"\r\n]*)"/i.exec(head)?.[1]
    if (/;\s*filename\*?=/i.test(head)) fileParts += 1
    else if (name !== undefined) {
      const value = bytes.subarray(bodyStart + headEnd.length, Math.max(bodyStart + headEnd.length, bodyEnd))
      pairs.push({ name: Buffer.from(name, 'latin1'), value })
    }
    at = bodyEnd + lineEnd.length
  }
  return { pairs, badPercents: 0, fileParts, tooMany: pairs.length >= parameterLimit }
}

/** The boundary that a `Content-Type` names; undefined where it names none. */
export function multipartBoundary(contentType: string): string | undefined {
  const found = /;\s*boundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType)
  return found?.[1] ?? found?.[2]
}
