import { html, type Html } from './html.js'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (format === undefined) {
    // Swedish writes dates as ISO 8601 does: readable in both languages and never mistaken for another order.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(timeZone, format)
  }
  return format
}

/** A moment in the profile's zone; the zone itself is named in the page's footer. */
export function timeOf(utcMs: number, timeZone: string): Html {
  return html`<time datetime="${new Date(utcMs).toISOString()}">${formatIn(timeZone).format(utcMs)}</time>`
}

/** The zone's distance from UTC at that moment, as `UTC+08:00`. */
export function offsetOf(utcMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(utcMs)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  return name.replace('GMT', 'UTC')
}
