import { describe, expect, test } from 'vitest'
import { errorCodeCatalogue, type QueryOutcome } from 'paycircle/internal/vocabulary'
import {
  askAgainLimit,
  followUpDelaysMs,
  nothingKnown,
  transition,
  type AgreementFacts,
  type LifecycleEvent,
} from 'paycircle-server/lifecycle'
import { answered, at, factsIn, hour, minute, second } from './samples.js'

const notSigned: QueryOutcome = { outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' }
const timeout: QueryOutcome = { outcome: 'indeterminate', reason: 'timeout' }
const after = (facts: AgreementFacts, ...events: LifecycleEvent[]) =>
  events.reduce((known, event) => transition(known, event).facts, facts)
const departed = after(nothingKnown, { event: 'departed', at })

/** Asks whenever something is due, always with the same answer; the times asked at, from the departure. */
function timesAsked(from: AgreementFacts, outcome: QueryOutcome, most: number) {
  const times: number[] = []
  let facts = from
  while (facts.nextCheckAt !== null && times.length < most) {
    times.push(facts.nextCheckAt - at)
    facts = after(facts, answered(outcome, facts.nextCheckAt))
  }
  return { times, facts }
}

describe('after a departure', () => {
  test('the gateway is asked after 30 s, 1, 2, 5, 10, 30 min, 2 h, 24 h; then it is for an operator', () => {
    const { times, facts } = timesAsked(departed, notSigned, 100)
    expect(times).toEqual([30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 30 * minute, 2 * hour, 24 * hour])
    expect(times).toEqual(followUpDelaysMs)
    expect(facts).toMatchObject({
      state: 'not_signed',
      attention: 'follow-up-ended',
      departedAt: null,
      followUpStep: null,
      nextCheckAt: null,
    })
  })

  test('"not signed" is expected while it lasts: the agent is still awaited, and the cool-down does not grow', () => {
    const facts = after(departed, answered(notSigned, at + 30 * second), answered(notSigned, at + 40 * second))
    expect(facts).toMatchObject({ state: 'awaiting_signer', unsuccessfulChecks: 0, nextCheckAt: at + minute })
    expect(facts.coolUntil).toBe(at + 50 * second)
  })

  test('a signed answer ends it', () => {
    const facts = after(departed, answered({ outcome: 'signed', autoDebit: false, autoRefund: true }, at + minute))
    expect(facts).toMatchObject({ state: 'signed', departedAt: null, nextCheckAt: null, attention: null })
  })

  test('one who has a half and left for the other is followed up until a half changes', () => {
    const half: QueryOutcome = { outcome: 'signed', autoDebit: false, autoRefund: true }
    const left = after(nothingKnown, answered(half, at - hour), { event: 'departed', at })
    const asked = after(left, answered(half, at + 30 * second))
    expect(asked.nextCheckAt).toBe(at + minute)
    const both = after(asked, answered({ outcome: 'signed', autoDebit: true, autoRefund: true }, at + minute))
    expect(both).toMatchObject({ departedAt: null, nextCheckAt: null })
    expect(timesAsked(left, half, 100).facts).toMatchObject({ state: 'signed', nextCheckAt: null, attention: null })
  })

  test('an answer that was asked for before the departure does not end it', () => {
    const signed: QueryOutcome = { outcome: 'signed', autoDebit: true, autoRefund: true }
    expect(after(departed, answered(signed, at + second, at - second)).nextCheckAt).toBe(at + 30 * second)
  })

  test('steps that passed while nothing ran are made up by one query', () => {
    expect(after(departed, answered(notSigned, at + 7 * minute)).nextCheckAt).toBe(at + 10 * minute)
  })

  test('departing again begins anew and postpones nothing', () => {
    const again = after(departed, { event: 'departed', at: at + 20 * second })
    expect(again).toMatchObject({ departedAt: at + 20 * second, nextCheckAt: at + 30 * second })
  })

  test('a failure is asked again sooner than a far step', () => {
    const late = after(departed, answered(timeout, at + 30 * minute))
    expect(late.nextCheckAt).toBe(at + 30 * minute + 30 * second)
  })
})

describe('hints', () => {
  test('a return brings the query forward, but not closer than 30 s to the one before', () => {
    const waiting = after(departed, answered(notSigned, at + 10 * minute))
    expect(after(waiting, { event: 'arrived', at: at + 12 * minute }).nextCheckAt).toBe(at + 12 * minute)
    expect(after(waiting, { event: 'arrived', at: at + 10 * minute + second }).nextCheckAt).toBe(
      at + 10 * minute + 30 * second,
    )
  })

  test('a return when nobody is away asks nothing', () => {
    expect(transition(factsIn('signed'), { event: 'arrived', at })).toEqual({ facts: factsIn('signed'), commands: [] })
  })

  test('a reported code asks now, and respects the cool-down after failures', () => {
    const event: LifecycleEvent = { event: 'code-reported', at: at + second, code: 'SYSTEM_ERROR' }
    expect(after(factsIn('signed'), event).nextCheckAt).toBe(at + second)
    const failed = after(factsIn('signed'), answered(timeout, at - minute), answered(timeout, at))
    expect(after({ ...failed, nextCheckAt: null }, event).nextCheckAt).toBe(at + minute)
  })

  test('a hint never postpones', () => {
    const soon = { ...departed, nextCheckAt: at + second, lastCheckAt: at }
    expect(after(soon, { event: 'arrived', at }).nextCheckAt).toBe(at + second)
  })
})

describe('after failures', () => {
  test('it is asked again with a delay that doubles from 30 s to 1 h, then an operator is asked', () => {
    const first = after(nothingKnown, answered(timeout, at))
    const { times, facts } = timesAsked(first, timeout, 1000)
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0))
    const minutes = [0.5, 1, 2, 4, 8, 16, 32].map((count) => count * minute)
    expect(gaps.slice(0, 7)).toEqual(minutes)
    expect(gaps.slice(7).every((gap) => gap === hour)).toBe(true)
    expect(times).toHaveLength(askAgainLimit)
    expect(facts).toMatchObject({ attention: 'unanswered', nextCheckAt: null, state: 'unknown' })
  })

  test('a refusal is not asked again of itself: it is for an operator', () => {
    const { facts, commands } = transition(nothingKnown, answered({ outcome: 'refused', code: 'ILLEGAL_SIGN' }))
    expect(facts).toMatchObject({ nextCheckAt: null, attention: 'refused' })
    expect(commands).toEqual([{ command: 'ask-operator', reason: 'refused' }])
  })

  test('a step of the follow-up that comes just after a refusal waits as long as after any failure', () => {
    const late = at + 30 * second + 20
    const refused = after(departed, answered({ outcome: 'refused', code: 'ILLEGAL_EMAIL' }, late))
    expect(refused).toMatchObject({ followUpStep: 1, nextCheckAt: late + 30 * second })
  })

  test('the next readable answer takes it off the operator\u2019s list', () => {
    const refused = after(nothingKnown, answered({ outcome: 'refused', code: 'ILLEGAL_SIGN' }))
    const signed = answered({ outcome: 'signed', autoDebit: true, autoRefund: true }, at + hour)
    expect(after(refused, signed).attention).toBeNull()
  })
})

describe('codes that speak of the merchant', () => {
  const contractCodes = errorCodeCatalogue.filter(({ rows }) => rows.includes('S3-22')).map(({ code }) => code)
  const reported = (code: string): LifecycleEvent => ({ event: 'code-reported', at, code })

  test('are the five of the document', () => {
    expect([...contractCodes].sort()).toEqual([
      'MERCHANT_SIGN_NOT_FOUND',
      'MERCHANT_SIGN_STATUS_NOT_NORMAL',
      'MERCHANT_UNSIGN',
      'OUT_OF_MERCHANT_SERVICE_DATE_RANGE',
      'REFUND_SIGN_PLAT_ERROR',
    ])
  })

  test.each([...contractCodes, 'PARTNER_NOT_SIGN_PROTOCOL'])(
    '%s, reported by a person, holds nothing and is put before an operator, once',
    (code) => {
      const { facts, commands } = transition(departed, reported(code))
      expect(facts).toMatchObject({ attention: 'merchant', hold: null, state: departed.state })
      expect(commands).toContainEqual({ command: 'ask-operator', reason: 'merchant' })
      expect(transition(facts, reported(code)).commands).toEqual([])
    },
  )

  test('stay before him while the agent has not signed, and no longer once he has', () => {
    const asked = after(departed, reported('MERCHANT_UNSIGN'))
    const still = after(asked, answered(notSigned, at + minute))
    expect(still.attention).toBe('merchant')
    const signed = answered({ outcome: 'signed', autoDebit: true, autoRefund: true }, at + hour)
    expect(after(still, signed).attention).toBeNull()
  })

  test('about an agent alone ask no operator', () => {
    expect(after(departed, reported('SELLER_NOT_SIGN_PROTOCOL')).attention).toBeNull()
  })
})

describe('cool-down on request', () => {
  test('equal unsuccessful answers lengthen it, another kind begins anew, a signed one ends it', () => {
    const once = after(nothingKnown, answered(notSigned, at))
    expect(once.coolUntil).toBe(at + 30 * second)
    const twice = after(once, answered(notSigned, at + hour))
    expect(twice.coolUntil).toBe(at + hour + minute)
    const failed = after(twice, answered(timeout, at + 2 * hour))
    expect(failed.coolUntil).toBe(at + 2 * hour + 30 * second)
    const signed = after(failed, answered({ outcome: 'signed', autoDebit: true, autoRefund: true }, at + 3 * hour))
    expect(signed.coolUntil).toBeNull()
  })

  test('a query of which nothing was sent has no cool-down, and ends none that an answer has made', () => {
    const notSent = { outcome: 'not_sent', reason: 'dns' } as const
    expect(after(nothingKnown, answered(notSent)).coolUntil).toBeNull()
    const known = after(nothingKnown, answered(notSigned, at - second))
    expect(after(known, answered(notSent, at)).coolUntil).toBe(at + 29 * second)
  })

  test('a departure shortens the one after "not signed": the agent may sign at any moment', () => {
    const known = after(nothingKnown, answered(notSigned, at - second))
    expect(after(known, { event: 'departed', at }).coolUntil).toBe(at + 9 * second)
    const failed = after(nothingKnown, answered(timeout, at - second))
    expect(after(failed, { event: 'departed', at }).coolUntil).toBe(at + 29 * second)
  })
})
