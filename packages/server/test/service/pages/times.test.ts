import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offsetOf, timeOf } from '../../../src/service/pages/times.js'

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

  it('names the offset of that moment', () => {
    expect(offsetOf(Date.UTC(2026, 6, 1), 'Europe/Berlin')).toBe('UTC+02:00')
    expect(offsetOf(Date.UTC(2026, 0, 1), 'Europe/Berlin')).toBe('UTC+01:00')
    expect(offsetOf(Date.UTC(2026, 0, 1), 'UTC')).toBe('UTC+00:00')
    expect(offsetOf(Date.UTC(2026, 0, 1), 'America/St_Johns')).toBe('UTC-03:30')
  })
})
