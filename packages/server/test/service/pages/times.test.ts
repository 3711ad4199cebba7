import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offsetOf, timeOf, utcOfField } from '../../../src/service/pages/times.js'

const zones = ['Asia/Shanghai', 'UTC', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Europe/Berlin']

describe('a moment on a page', () => {
  it('is shown as the zone has it, summer time and odd offsets included', () => {
    // From 1991 on every one of the zones has whole minutes.
    const moments = fc.integer({ min: Date.UTC(1991, 0, 1), max: Date.UTC(2037, 0, 1) })
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (timeZone, utcMs) => {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
        expect(timeOf(utcMs, timeZone).text).toContain(`>${format.format(utcMs)}<`)
      }),
    )
  })

  it('is read from a field as the zone means it, also beside a change of the offset', () => {
    const moments = fc.integer({ min: Date.UTC(1991, 0, 1), max: Date.UTC(2037, 0, 1) })
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (timeZone, utcMs) => {
        const [, shown = ''] = />(.*)</.exec(timeOf(utcMs, timeZone).text) ?? []
        const read = utcOfField(shown.replace(' ', 'T'), timeZone)
        // An hour that comes twice is one of the two; either is shown as it was typed.
        expect(timeOf(read ?? 0, timeZone).text).toContain(`>${shown}<`)
      }),
    )
    expect(utcOfField('2026-07-01T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 6, 1, 0, 30))
    expect(['', '2026-07-01', '2026-13-01T00:00', 'now'].map((one) => utcOfField(one, 'UTC'))).toEqual(
      Array(4).fill(undefined),
    )
  })

  it('names the offset of that moment', () => {
    expect(offsetOf(Date.UTC(2026, 6, 1), 'Europe/Berlin')).toBe('UTC+02:00')
    expect(offsetOf(Date.UTC(2026, 0, 1), 'Europe/Berlin')).toBe('UTC+01:00')
    expect(offsetOf(Date.UTC(2026, 0, 1), 'UTC')).toBe('UTC+00:00')
    expect(offsetOf(Date.UTC(2026, 0, 1), 'America/St_Johns')).toBe('UTC-03:30')
  })
})
