import { describe, expect, it } from 'vitest'
import { ManualClock, systemClock } from 'paycircle/internal/base'

describe('the manual clock', () => {
  it('stands still until it is advanced, then moves both times', () => {
    const clock = new ManualClock(1000)
    expect([clock.now(), clock.monotonic()]).toEqual([1000, 0])
    clock.advance(250)
    expect([clock.now(), clock.monotonic()]).toEqual([1250, 250])
  })

  it('runs what falls due in the order of its time, and of its setting among equals', () => {
    const clock = new ManualClock(0)
    const ran: string[] = []
    clock.after(20, () => ran.push(`late at ${clock.now()}`))
    clock.after(10, () => ran.push(`first at ${clock.now()}`))
    clock.after(10, () => ran.push(`second at ${clock.now()}`))
    clock.advance(9)
    expect(ran).toEqual([])
    clock.advance(100)
    expect(ran).toEqual(['first at 10', 'second at 10', 'late at 20'])
    expect(clock.now()).toBe(109)
  })

  it('runs on the way what tasks set, and not what was cancelled', () => {
    const clock = new ManualClock(0)
    const ran: number[] = []
    clock.after(10, () => {
      ran.push(clock.now())
      clock.after(10, () => ran.push(clock.now()))
      clock.after(-5, () => ran.push(-clock.now()))
    })
    const cancel = clock.after(15, () => ran.push(15))
    cancel()
    expect(clock.pending).toBe(1)
    clock.advance(30)
    expect(ran).toEqual([10, -10, 20])
    expect(clock.pending).toBe(0)
  })

  it('lets the wall jump without touching the time that only grows', () => {
    const clock = new ManualClock(5000)
    let ran = false
    clock.after(100, () => (ran = true))
    clock.setWall(1_000_000)
    expect([clock.now(), clock.monotonic(), ran]).toEqual([1_000_000, 0, false])
    clock.advance(100)
    expect([clock.now(), ran]).toEqual([1_000_100, true])
  })
})

describe('the system clock', () => {
  it('tells the wall time, and a time that never goes back', () => {
    const before = Date.now()
    const first = systemClock.monotonic()
    expect(systemClock.now()).toBeGreaterThanOrEqual(before)
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(first)
  })

  it('runs a task once, and not once it is cancelled', async () => {
    const ran: string[] = []
    const cancel = systemClock.after(0, () => ran.push('cancelled'))
    cancel()
    await new Promise<void>((resolve) => {
      systemClock.after(1, () => {
        ran.push('run')
        resolve()
      })
    })
    expect(ran).toEqual(['run'])
  })
})
