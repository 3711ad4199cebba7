import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../src/base/index.js'
import { Call, type Exchange } from '../../src/gateway/call.js'

const limits = { headersMs: 10_000, bodyMs: 5_000, totalMs: 12_000, answerBytes: 100 }

/** Stands where undici's controller stands; only abort() matters to a call. */
function controller(): { aborted: boolean; paused: boolean; reason: Error | null; aborts: number } & {
  abort(reason: Error): void
  pause(): void
  resume(): void
} {
  return {
    aborted: false,
    paused: false,
    reason: null,
    aborts: 0,
    abort(reason) {
      this.aborted = true
      this.reason = reason
      this.aborts++
    },
    pause: () => undefined,
    resume: () => undefined,
  }
}

function callWith(clock: ManualClock): { call: Call; results: Exchange[] } {
  const results: Exchange[] = []
  const call = new Call(
    limits,
    clock,
    (exchange) => results.push(exchange),
    () => undefined,
  )
  return { call, results }
}

describe('a call', () => {
  it('is due by its whole limit, and by each part as the exchange goes on', () => {
    const clock = new ManualClock()
    const { call } = callWith(clock)
    const socket = controller()
    expect(call.dueAt).toBe(12_000)
    clock.advance(1_000)
    call.onRequestStart(socket)
    expect(call.dueAt).toBe(11_000)
    clock.advance(1_000)
    call.onResponseStart(socket, 103, {})
    expect(call.dueAt).toBe(11_000)
    call.onResponseStart(socket, 200, {})
    expect(call.dueAt).toBe(7_000)
  })

  it('never lets its request be written twice', () => {
    const { call, results } = callWith(new ManualClock())
    const first = controller()
    const second = controller()
    call.onRequestStart(first)
    call.onRequestStart(second)
    expect([first.aborts, second.aborts]).toEqual([0, 1])
    call.onResponseError(second, new Error('aborted'))
    expect(results).toEqual([{ ended: 'broken', reason: 'connection-lost' }])
  })

  it('takes no status from an interim answer', () => {
    const { call, results } = callWith(new ManualClock())
    const socket = controller()
    call.onRequestStart(socket)
    call.onResponseStart(socket, 103, {})
    call.onResponseError(socket, new Error('reset'))
    expect(results).toEqual([{ ended: 'broken', reason: 'connection-lost' }])
  })

  it('settles once, whatever comes after', () => {
    const { call, results } = callWith(new ManualClock())
    const socket = controller()
    call.onRequestStart(socket)
    call.expire()
    call.abort()
    call.onResponseError(socket, new Error('aborted'))
    expect(results).toEqual([{ ended: 'broken', reason: 'timeout' }])
  })
})
