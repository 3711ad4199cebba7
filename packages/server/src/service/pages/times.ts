import { html, type Html } from './html.js'

/** A zone's distance from UTC: what it is called, and in milliseconds. */
interface Offset {
  readonly name: string
  readonly ms: number
}

const minuteMs = 60_000
// Zones change their offset at quarters of an hour only, so one look-up serves all moments of a quarter.
const quarterMs = 15 * minuteMs
const quartersKept = 1000

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, Map<number, Offset>>()

function offsetAt(utcMs: number, timeZone: string): Offset {
  let known = offsets.get(timeZone)
  if (known === undefined) offsets.set(timeZone, (known = new Map<number, Offset>()))
  const quarter = Math.floor(utcMs / quarterMs)
  let offset = known.get(quarter)
  if (offset === undefined) {
    if (known.size >= quartersKept) known.clear()
    known.set(quarter, (offset = lookUpOffset(utcMs, timeZone)))
  }
  return offset
}

function lookUpOffset(utcMs: number, timeZone: string): Offset {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    formats.set(timeZone, format)
  }
  const told = format.formatToParts(utcMs).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(told) ?? []
  const ms = (Number(hours) * 60 + Number(minutes)) * minuteMs
  return { name: told.replace('GMT', 'UTC'), ms: sign === '-' ? -ms : ms }
}

/** A moment in the profile's zone, `2026-11-22 14:00:05`; the zone itself is named in the page's footer. */
export function timeOf(utcMs: number, timeZone: string): Html {
  const local = new Date(utcMs + offsetAt(utcMs, timeZone).ms).toISOString()
  const shown = `${local.slice(0, 10)} ${local.slice(11, 19)}`
  return html`<time datetime="${new Date(utcMs).toISOString()}">${shown}</time>`
}

/** The zone's distance from UTC at that moment, as `UTC+08:00`. */
export function offsetOf(utcMs: number, timeZone: string): string {
  return offsetAt(utcMs, timeZone).name
}

/** What a field of a date and a time holds, `2026-11-22T14:00` in the zone, as UTC milliseconds; undefined where it is none. */
export function utcOfField(typed: string, timeZone: string): number | undefined {
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/.test(typed) ? Date.parse(`${typed}Z`) : NaN
  if (Number.isNaN(asUtc)) return undefined
  // The second look is for hours beside a change of the offset.
  const guess = asUtc - offsetAt(asUtc, timeZone).ms
  return asUtc - offsetAt(guess, timeZone).ms
}
