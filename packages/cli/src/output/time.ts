/** A time as people read it, in the profile's zone, which is named. */
export function timeText(utcMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(utcMs)
  return `${parts} ${timeZone}`
}
