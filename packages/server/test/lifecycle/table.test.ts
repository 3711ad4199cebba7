import { expect, test } from 'vitest'
import { agreementStates, type AgreementState } from 'paycircle/internal/vocabulary'
import { eventNames, nameOf, transition, transitionTable, type EventName } from 'paycircle-server/lifecycle'
import { at, eventsAt, factsIn } from './samples.js'

/** The whole product by hand: where each event leads without a departure being followed up; `.` stays. */
const expected: Record<AgreementState, string> = {
  //               started         departed        arrived code  signed not_signed irregular refused indet. not_sent released trm-asked trm-answ. user-confirmed
  unknown:
    '         awaiting_signer awaiting_signer .     .     signed not_signed irregular .       .      .        .        .       .         .',
  awaiting_signer:
    ' .               .               .     .     signed not_signed irregular .       .      .        .        .       .         .',
  signed:
    '          .               .               .     .     .      terminated irregular .       .      .        .        .       .         .',
  not_signed:
    '      awaiting_signer awaiting_signer .     .     signed .          irregular .       .      .        .        .       .         .',
  irregular:
    '       .               .               .     .     signed terminated .         .       .      .        .        .       .         .',
  terminated:
    '      awaiting_signer awaiting_signer .     .     signed .          irregular .       .      .        .        .       .         .',
}

const order: readonly EventName[] = [
  'signing-started',
  'departed',
  'arrived',
  'code-reported',
  'signed',
  'not_signed',
  'irregular',
  'refused',
  'indeterminate',
  'not_sent',
  'released',
  'termination-asked',
  'termination-answered',
  'user-confirmed',
]

test('the table has a cell for every state and every event, and no other', () => {
  expect(Object.keys(transitionTable).sort()).toEqual([...agreementStates].sort())
  for (const row of Object.values(transitionTable)) expect(Object.keys(row).sort()).toEqual([...eventNames].sort())
  expect([...order].sort()).toEqual([...eventNames].sort())
})

for (const state of agreementStates) {
  const row = expected[state].trim().split(/\s+/)
  test.each(order.map((name, column) => [name, row[column] ?? 'missing'] as const))(
    `${state} answers %s with %s`,
    (name, to) => {
      const events = eventsAt(at).filter((event) => nameOf(event) === name)
      expect(events.length).toBeGreaterThan(0)
      for (const event of events) {
        expect(transition(factsIn(state), event).facts.state).toBe(to === '.' ? state : to)
      }
    },
  )
}

test('what is told is told for the change and for nothing else', () => {
  const told = agreementStates.flatMap((state) =>
    eventNames.flatMap((name) => {
      const { emits } = transitionTable[state][name]
      return emits === undefined ? [] : [`${state} ${name} ${emits}`]
    }),
  )
  expect(told).toEqual([
    'unknown signed agreement.signed',
    'unknown irregular agreement.irregular',
    'awaiting_signer signed agreement.signed',
    'awaiting_signer irregular agreement.irregular',
    'signed signed agreement.half_changed',
    'signed not_signed agreement.terminated',
    'signed irregular agreement.irregular',
    'not_signed signed agreement.signed',
    'not_signed irregular agreement.irregular',
    'irregular signed agreement.signed',
    'irregular not_signed agreement.terminated',
    'terminated signed agreement.signed',
    'terminated irregular agreement.irregular',
  ])
})
