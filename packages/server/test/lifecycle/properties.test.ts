import fc from 'fast-check'
import { expect, test } from 'vitest'
import { invariant } from 'paycircle/internal/base'
import { errorCodeCatalogue } from 'paycircle/internal/vocabulary'
import { nothingKnown, transition, type AgreementFacts, type LifecycleEvent } from 'paycircle-server/lifecycle'
import { at, eventsAt, everyStanding, outcomes } from './samples.js'

/** Events in the order of time; a query may have been asked some time before it was answered. */
const histories = fc
  .array(
    fc.record({
      afterMs: fc.oneof(fc.integer({ min: 0, max: 120_000 }), fc.integer({ min: 0, max: 48 * 3_600_000 })),
      tookMs: fc.integer({ min: 0, max: 60_000 }),
      pick: fc.nat(),
      code: fc.oneof(fc.constantFrom(...errorCodeCatalogue.map(({ code }) => code)), fc.string({ minLength: 1 })),
    }),
    { maxLength: 40 },
  )
  .map((steps) => {
    let time = at
    return steps.map(({ afterMs, tookMs, pick, code }): LifecycleEvent => {
      time += afterMs
      const kinds = eventsAt(time)
      const event = kinds[pick % kinds.length]
      invariant(event, 'the list of events is not empty')
      if (event.event === 'code-reported') return { ...event, code }
      return event.event === 'answered' ? { ...event, askedAt: time - tookMs } : event
    })
  })

function isReadable(event: LifecycleEvent): boolean {
  return event.event === 'answered' && ['signed', 'not_signed', 'irregular'].includes(event.outcome.outcome)
}

/** Checks a rule over every step of many histories, and over the whole product of standings and events. */
function always(rule: (before: AgreementFacts, event: LifecycleEvent, after: ReturnType<typeof transition>) => void) {
  for (const before of everyStanding) for (const event of eventsAt(at)) rule(before, event, transition(before, event))
  fc.assert(
    fc.property(histories, (events) => {
      let facts = nothingKnown
      for (const event of events) {
        const after = transition(facts, event)
        rule(facts, event, after)
        facts = after.facts
      }
    }),
    { numRuns: 2000 },
  )
}

test('signed, irregular and terminated are reached by a readable answer only, and so are the halves', () => {
  always((before, event, { facts }) => {
    if (isReadable(event)) return
    if (facts.state !== before.state) expect(['awaiting_signer']).toContain(facts.state)
    expect(facts.halves).toEqual(before.halves)
    if (event.event !== 'user-confirmed') expect(facts.userId).toBe(before.userId)
  })
})

test('signed and irregular are left by a readable answer only', () => {
  always((before, event, { facts }) => {
    if (before.state !== 'signed' && before.state !== 'irregular') return
    if (!isReadable(event)) expect(facts.state).toBe(before.state)
  })
})

test('what the gateway did not answer changes no state, whatever the state', () => {
  always((before, event, { facts }) => {
    if (event.event === 'answered' && !isReadable(event)) expect(facts.state).toBe(before.state)
  })
})

test('signed means that the last readable answer was signed, with those halves', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const facts = events.reduce((known, event) => transition(known, event).facts, nothingKnown)
      const readable = events.filter(isReadable).at(-1)
      const outcome = readable?.event === 'answered' ? readable.outcome : undefined
      expect(facts.state === 'signed').toBe(outcome?.outcome === 'signed')
      const halves = outcome?.outcome === 'signed' ? [outcome.autoDebit, outcome.autoRefund] : undefined
      if (halves !== undefined) expect([facts.halves?.autoDebit, facts.halves?.autoRefund]).toEqual(halves)
    }),
    { numRuns: 2000 },
  )
})

test('a transition tells at most one thing of the state and one of the hold, and only where something changed', () => {
  always((before, _event, { facts, commands }) => {
    const told = commands.flatMap((one) => (one.command === 'emit' ? [one.type] : []))
    const ofHold = told.filter((type) => type === 'agreement.held' || type === 'agreement.released')
    expect(ofHold).toHaveLength((before.hold === null) === (facts.hold === null) ? 0 : 1)
    const ofUser = told.filter((type) => type === 'agreement.user_changed')
    expect(ofUser.length).toBeLessThanOrEqual(facts.otherUserId === null ? 0 : 1)
    const ofState = told.length - ofHold.length - ofUser.length
    expect(ofState).toBeLessThanOrEqual(1)
    if (ofState > 0) {
      expect([facts.state, facts.halves]).not.toEqual([before.state, before.halves])
    }
  })
})

test('the same answer again tells nothing', () => {
  always((_before, event, { facts }) => {
    if (event.event !== 'answered') return
    const again = transition(facts, { ...event, at: event.at + 1, askedAt: event.at + 1 })
    const told = again.commands.filter(({ command }) => command === 'emit')
    // A hold that was set while the first answer was on its way is opened by the second.
    const opened = facts.hold !== null && again.facts.hold === null
    expect(told).toEqual(opened ? [{ command: 'emit', type: 'agreement.released' }] : [])
  })
})

test('nothing is asked in the past, and what is asked is the earliest of what is owed', () => {
  always((before, event, { facts, commands }) => {
    const check = commands.find(({ command }) => command === 'check')
    if (check?.command !== 'check') return
    expect(check.at).toBe(facts.nextCheckAt)
    const waiting = before.nextCheckAt !== null && before.nextCheckAt <= event.at
    if (!waiting) expect(check.at).toBeGreaterThanOrEqual(event.at)
  })
})

test('a departure is followed up until an answer or an operator: something is always due', () => {
  always((_before, _event, { facts }) => {
    if (facts.departedAt !== null) expect(facts.nextCheckAt).not.toBeNull()
  })
})

test('after a failure nothing is asked for 30 s', () => {
  const failing = outcomes.filter(({ outcome }) => outcome === 'indeterminate' || outcome === 'not_sent')
  fc.assert(
    fc.property(histories, fc.constantFrom(...failing), (events, outcome) => {
      const facts = events.reduce((known, event) => transition(known, event).facts, nothingKnown)
      const now = events.reduce((_, event) => event.at, at)
      const { nextCheckAt } = transition(facts, { event: 'answered', at: now, askedAt: now, outcome }).facts
      if (nextCheckAt === null) return
      expect(nextCheckAt - now).toBeGreaterThanOrEqual(30_000)
    }),
  )
})

test('a termination changes no state and no half, and is followed up until an answer no longer finds the agreement', () => {
  always((before, event, { facts }) => {
    if (event.event === 'termination-asked' || event.event === 'termination-answered') {
      expect([facts.state, facts.halves]).toEqual([before.state, before.halves])
    }
    if (facts.terminationAskedAt === null || event.event !== 'answered') return
    if (event.outcome.outcome === 'not_signed') expect(event.askedAt).toBeLessThan(facts.terminationAskedAt)
    const ahead = facts.terminationAskedAt + 24 * 3_600_000 > event.at
    if (ahead) expect(facts.nextCheckAt).not.toBeNull()
  })
})

test('another user behind an account stands until an operator decides, and takes the place of no one', () => {
  always((before, event, { facts }) => {
    if (before.otherUserId === null || event.event === 'user-confirmed') return
    expect([facts.userId, facts.attention]).toEqual([before.userId, 'user-changed'])
    expect(facts.otherUserId).not.toBeNull()
  })
})
