/** A form in which a secret could come out, and the bytes by which it would be recognised. */
interface Trace {
  readonly form: string
  readonly bytes: Buffer
}

/**
 * Every form in which a secret could stand in a text or a file: as it is, in either case, backwards, as UTF-16, in
 * hexadecimal, percent-encoded byte by byte, and in base64 wherever in the encoded text it begins.
 */
export function tracesOf(secret: string): readonly Trace[] {
  const bytes = Buffer.from(secret, 'utf8')
  const hex = bytes.toString('hex')
  const percent = hex.replace(/../g, '%$&')
  const texts: readonly (readonly [form: string, text: string])[] = [
    ['raw', secret],
    ['upper case', secret.toUpperCase()],
    ['backwards', Buffer.from(secret, 'latin1').reverse().toString('latin1')],
    ['hex', hex],
    ['upper-case hex', hex.toUpperCase()],
    ['percent', percent],
    ['upper-case percent', percent.toUpperCase()],
    ...[0, 1, 2].map((offset) => [`base64 at ${offset}`, base64Within(bytes, offset)] as const),
    ...[0, 1, 2].map((offset) => [`base64url at ${offset}`, urlSafe(base64Within(bytes, offset))] as const),
  ]
  return [
    ...texts.map(([form, text]) => ({ form, bytes: Buffer.from(text, 'latin1') })),
    { form: 'UTF-16', bytes: Buffer.from(secret, 'utf16le') },
  ]
}

/** The names of the forms that occur in it. */
export function formsIn(traces: readonly Trace[], place: string | Uint8Array): readonly string[] {
  const bytes = Buffer.from(place)
  return traces.filter((trace) => bytes.includes(trace.bytes)).map(({ form }) => form)
}

/** The characters that are the same whatever stands before and after it, where it begins at byte `offset` of three. */
function base64Within(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
  const first = Math.ceil((offset * 8) / 6)
  const last = Math.floor(((offset + bytes.length) * 8) / 6)
  return text.slice(first, last)
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_')
}
