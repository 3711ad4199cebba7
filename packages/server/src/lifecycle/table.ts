import type { AgreementState } from 'paycircle/internal/vocabulary'
import type { AgreementEvent } from './command.js'
import type { EventName } from './event.js'

/** What an event does to a state. */
export interface Cell {
  readonly to: AgreementState | 'same'
  /** Told where the state or a half has changed. */
  readonly emits?: AgreementEvent
  /** While a departure is being followed up the state stays: the agent may be on Alipay's page at this moment. */
  readonly exceptInFollowUp?: true
}

const stays: Cell = { to: 'same' }
const invited: Cell = { to: 'awaiting_signer' }
const signed: Cell = { to: 'signed', emits: 'agreement.signed' }
const irregular: Cell = { to: 'irregular', emits: 'agreement.irregular' }
const terminated: Cell = { to: 'terminated', emits: 'agreement.terminated' }

/** Hints, failures, terminations and an operator's word settle nothing, whatever the state: nothing is guessed. S3-17, S4-06 */
const settlesNothing = {
  arrived: stays,
  'code-reported': stays,
  refused: stays,
  indeterminate: stays,
  not_sent: stays,
  released: stays,
  'termination-asked': stays,
  'termination-answered': stays,
  'user-confirmed': stays,
} as const satisfies Partial<Record<EventName, Cell>>

/**
 * State × event: where each leads and what is told about it. Only a readable answer to a query reaches `signed`,
 * `irregular` and `terminated` (解约, termination), and only one leaves `signed` and `irregular`.
 */
export const transitionTable: Readonly<Record<AgreementState, Readonly<Record<EventName, Cell>>>> = {
  unknown: {
    ...settlesNothing,
    'signing-started': invited,
    departed: invited,
    signed,
    not_signed: { to: 'not_signed' },
    irregular,
  },
  awaiting_signer: {
    ...settlesNothing,
    'signing-started': stays,
    departed: stays,
    signed,
    not_signed: { to: 'not_signed', exceptInFollowUp: true },
    irregular,
  },
  signed: {
    ...settlesNothing,
    'signing-started': stays,
    departed: stays,
    signed: { to: 'same', emits: 'agreement.half_changed' },
    not_signed: terminated,
    irregular,
  },
  not_signed: {
    ...settlesNothing,
    'signing-started': invited,
    departed: invited,
    signed,
    not_signed: stays,
    irregular,
  },
  irregular: {
    ...settlesNothing,
    'signing-started': stays,
    departed: stays,
    signed,
    // There was an agreement, out of order; now there is none.
    not_signed: terminated,
    irregular: stays,
  },
  terminated: {
    ...settlesNothing,
    'signing-started': invited,
    departed: invited,
    signed,
    not_signed: stays,
    irregular,
  },
}
