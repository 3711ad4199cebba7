/** A day (`2026-11-23`, its beginning in UTC) or an RFC 3339 time, as UTC milliseconds; undefined for anything else. */
export function readTime(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/.exec(
    text,
  )
  if (match === null) return undefined
  const [, year, month, day] = match.map(Number)
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day))
  // Date.UTC carries 31 February over into March.
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) return undefined
  const time = text.length === 10 ? date.getTime() : Date.parse(text.replace(' ', 'T').toUpperCase())
  return Number.isNaN(time) ? undefined : time
}
