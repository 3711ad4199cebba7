/** What became of a statement that failed. */
export type Failure =
  /** Somebody else was there first; the same statement may succeed when it is sent again. */
  | 'again'
  /** The statement contradicts what stands in the store. */
  | 'invalid'
  | 'full'
  | 'busy'
  /** The server refused or gave up; nothing was written. */
  | 'refused'
  /** The connection was lost: what was under way may stand in the store. */
  | 'lost'

/** By SQLSTATE, else by its class, which is its first two characters. */
const failures: Readonly<Record<string, Failure>> = {
  '40001': 'again',
  '40P01': 'again',
  '23505': 'again',
  '53100': 'full',
  '53': 'busy',
  '55P03': 'busy',
  '57P03': 'busy',
  '57P01': 'lost',
  '57P02': 'lost',
  '08': 'lost',
  '22': 'invalid',
  '23': 'invalid',
}

/** Reads a driver's error; undefined where it is not one of a statement or connection. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined
  const code = codeOf(error)
  if (code === undefined) return 'lost'
  return failures[code] ?? failures[code.slice(0, 2)] ?? 'refused'
}

/** The SQLSTATE; undefined where the error is the connection's. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}
