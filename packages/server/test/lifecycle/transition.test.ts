import { describe, expect, test } from 'vitest'
import { errorCodeCatalogue } from 'paycircle/internal/vocabulary'
import {
  isBlocked,
  nothingKnown,
  transition,
  type AgreementFacts,
  type LifecycleEvent,
} from 'paycircle-server/lifecycle'
import { answered, at, eventsAt, everyStanding, factsIn, minute, outcomes, second } from './samples.js'

const emitted = (facts: AgreementFacts, event: LifecycleEvent) =>
  transition(facts, event).commands.flatMap((one) => (one.command === 'emit' ? [one.type] : []))

describe('halves', () => {
  const both = answered({ outcome: 'signed', autoDebit: true, autoRefund: true })
  const refundOnly = answered({ outcome: 'signed', autoDebit: false, autoRefund: true })

  test('each half is kept as it was answered', () => {
    expect(transition(factsIn('awaiting_signer'), refundOnly).facts.halves).toEqual({
      autoDebit: false,
      autoRefund: true,
    })
  })

  test('a half that changes is told once', () => {
    const first = transition(factsIn('unknown'), refundOnly).facts
    expect(emitted(first, both)).toEqual(['agreement.half_changed'])
    expect(emitted(transition(first, both).facts, both)).toEqual([])
  })

  test('an irregular agreement has no halves to rely on', () => {
    const irregular = answered({ outcome: 'irregular', code: 'NO_NORMAL_SIGN_CUSTOMER' })
    expect(transition(factsIn('signed'), irregular).facts.halves).toBeNull()
  })

  test('signed and later answered NO_SIGN_CUSTOMER is terminated, both halves gone', () => {
    const { facts, commands } = transition(
      factsIn('signed'),
      answered({ outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' }),
    )
    expect(facts).toMatchObject({ state: 'terminated', halves: { autoDebit: false, autoRefund: false } })
    expect(commands).toContainEqual({ command: 'emit', type: 'agreement.terminated' })
  })
})

describe('holds', () => {
  const stopping = errorCodeCatalogue.filter(({ stopsEverything }) => stopsEverything).map(({ code }) => code)

  test('the codes that stop everything are the three of the documents', () => {
    expect(stopping.sort()).toEqual(['GENERIC_FAILURE', 'SYSTEM_ERROR', 'UNKNOWN_EXCEPTION'])
  })

  test.each([...stopping, 'A_CODE_NOBODY_KNOWS', 'constructor'])('%s sets a hold beside the state', (code) => {
    const outcome = { outcome: 'indeterminate', reason: 'indeterminate-code', code } as const
    const events: LifecycleEvent[] = [answered(outcome), { event: 'code-reported', at, code }]
    for (const event of events) {
      const { facts } = transition(factsIn('signed'), event)
      expect(facts.hold).toEqual({ code, since: at, opensBy: 'query' })
      expect(facts.state).toBe('signed')
      expect(emitted(factsIn('signed'), event)).toEqual(['agreement.held'])
    }
  })

  test('no other code and no failure of the network sets one', () => {
    const events: LifecycleEvent[] = [
      ...errorCodeCatalogue
        .filter(({ stopsEverything }) => !stopsEverything)
        .map(({ code }) => ({ event: 'code-reported', at, code }) as const),
      ...outcomes
        .filter((one) => one.outcome !== 'indeterminate' || one.code === undefined)
        .map((one) => answered(one)),
    ]
    for (const facts of everyStanding.filter(({ hold }) => hold === null)) {
      for (const event of events) expect(transition(facts, event).facts.hold).toBeNull()
    }
  })

  test('a second code leaves the first hold as it is and tells nothing', () => {
    const held = factsIn('signed', { held: true })
    const event: LifecycleEvent = { event: 'code-reported', at, code: 'GENERIC_FAILURE' }
    expect(transition(held, event).facts.hold).toBe(held.hold)
    expect(emitted(held, event)).toEqual([])
  })

  test('it is opened by an answer about the agreement and by an operator, by nothing else', () => {
    for (const facts of everyStanding.filter(({ hold }) => hold !== null)) {
      for (const event of eventsAt(at)) {
        const opens =
          event.event === 'released' ||
          (event.event === 'answered' && ['signed', 'not_signed', 'irregular'].includes(event.outcome.outcome))
        const after = transition(facts, event)
        expect(after.facts.hold === null).toBe(opens)
        expect(after.commands.some((one) => one.command === 'emit' && one.type === 'agreement.released')).toBe(opens)
      }
    }
  })

  test('an answer that was asked for before the code was seen does not open it, and another query follows', () => {
    const held = { ...factsIn('signed'), hold: { code: 'SYSTEM_ERROR', since: at, opensBy: 'query' } as const }
    const early = answered({ outcome: 'signed', autoDebit: true, autoRefund: true }, at + second, at - second)
    const { facts } = transition(held, early)
    expect(facts.hold).toEqual(held.hold)
    expect(facts.nextCheckAt).toBe(at + second + 30 * second)
  })

  test('while it stands nobody is invited, nobody departs and nothing is terminated, and every other event goes through', () => {
    for (const facts of everyStanding) {
      for (const event of eventsAt(at)) {
        const blocked =
          facts.hold !== null && ['departed', 'signing-started', 'termination-asked'].includes(event.event)
        expect(isBlocked(facts, event.event)).toBe(blocked)
        if (blocked) expect(transition(facts, event)).toEqual({ facts, commands: [] })
      }
    }
  })
})

describe('what is kept of an answer', () => {
  test('time, outcome and code of the last one', () => {
    const { facts } = transition(nothingKnown, answered({ outcome: 'refused', code: 'ILLEGAL_EMAIL' }))
    expect(facts).toMatchObject({ lastCheckAt: at, lastOutcome: 'refused', lastCode: 'ILLEGAL_EMAIL' })
  })

  test('the user ID stays when a later answer has none', () => {
    const first = transition(
      nothingKnown,
      answered({ outcome: 'signed', autoDebit: true, autoRefund: true, userId: '2088000000000001' }),
    )
    const later = transition(first.facts, answered({ outcome: 'not_signed' }, at + minute))
    expect(later.facts.userId).toBe('2088000000000001')
  })
})
