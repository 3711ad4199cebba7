import { describe, expect, test } from 'vitest'
import { transition, type AgreementFacts, type LifecycleEvent } from 'paycircle-server/lifecycle'
import { answered, at, factsIn, hour, minute, second } from './samples.js'

const after = (facts: AgreementFacts, ...events: LifecycleEvent[]) =>
  events.reduce((known, event) => transition(known, event).facts, facts)

const confirmed: AgreementFacts = { ...factsIn('signed'), confirmedAt: at - hour, lastCheckAt: at - hour }
const asked = (facts = confirmed) => after(facts, { event: 'termination-asked', at })
const signed = { outcome: 'signed', autoDebit: true, autoRefund: false } as const
const gone = { outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' } as const

describe('a termination', () => {
  test('casts doubt on what was known, from the moment in which it is asked for', () => {
    expect(asked()).toMatchObject({ state: 'signed', doubtedAt: at, terminationAskedAt: at })
  })

  test.each([
    [{ outcome: 'accepted' }, at],
    [{ outcome: 'indeterminate', reason: 'timeout' }, at],
    [{ outcome: 'refused', code: 'ILLEGAL_SIGN' }, null],
    [{ outcome: 'not_sent', reason: 'dns' }, null],
  ] as const)('that ends %o leaves a query due at once, and is followed up since %s', (outcome, since) => {
    expect(after(asked(), { event: 'termination-answered', at: at + second, outcome })).toMatchObject({
      state: 'signed',
      nextCheckAt: at + second,
      terminationAskedAt: since,
    })
  })

  test('is settled by the query that no longer finds the agreement', () => {
    const { facts, commands } = transition(asked(), answered(gone, at + 2 * second, at + second))
    expect(facts).toMatchObject({ state: 'terminated', terminationAskedAt: null, nextCheckAt: null })
    expect(commands).toContainEqual({ command: 'emit', type: 'agreement.terminated' })
  })

  test('is asked after as after a signing while the agreement is still found, and then put before an operator', () => {
    let facts = after(asked(), answered(signed, at + second))
    const waits: number[] = []
    while (facts.nextCheckAt !== null) {
      waits.push((facts.nextCheckAt - at) / 1000)
      facts = after(facts, answered(signed, facts.nextCheckAt))
    }
    // After an answer that comes a second late the next step keeps its time, half a minute away at least.
    expect(waits).toEqual([31, 61, 120, 300, 600, 1800, 7200, 86_400])
    expect(facts).toMatchObject({ state: 'signed', terminationAskedAt: null, attention: 'not-terminated' })
  })

  test('whose answer stops the line holds the agreement, and a query opens it', () => {
    const outcome = { outcome: 'indeterminate', reason: 'indeterminate-code', code: 'SYSTEM_ERROR' } as const
    const held = after(asked(), { event: 'termination-answered', at: at + second, outcome })
    expect(held.hold).toEqual({ code: 'SYSTEM_ERROR', since: at + second, opensBy: 'query' })
    expect(after(held, answered(gone, at + minute))).toMatchObject({ hold: null, state: 'terminated' })
  })

  test('of an agreement that is held changes nothing', () => {
    const held = factsIn('signed', { held: true })
    expect(transition(held, { event: 'termination-asked', at })).toEqual({ facts: held, commands: [] })
  })
})

describe('another user behind an account', () => {
  const first = { ...signed, userId: '2088000000000001' } as const
  const other = { ...signed, userId: '2088000000000002' } as const

  test('is told once and put before an operator, and the first stays', () => {
    const before = after(confirmed, answered(first))
    const { facts, commands } = transition(before, answered(other, at + minute))
    expect(facts).toMatchObject({ userId: first.userId, otherUserId: other.userId, attention: 'user-changed' })
    expect(commands).toContainEqual({ command: 'emit', type: 'agreement.user_changed' })
    expect(transition(facts, answered(other, at + 2 * minute)).commands).toEqual([])
  })

  test('does not go away because the first is named again; an operator ends it', () => {
    const facts = after(confirmed, answered(first), answered(other, at + minute), answered(first, at + hour))
    expect(facts).toMatchObject({ otherUserId: other.userId, attention: 'user-changed' })
    expect(after(facts, { event: 'user-confirmed', at: at + hour, userId: other.userId })).toMatchObject({
      userId: other.userId,
      otherUserId: null,
      attention: null,
    })
  })
})
