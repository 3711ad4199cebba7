import type { Attention } from './facts.js'

/** What an agreement's listeners are told, once for each change. S3-18, Q3-17 */
export const agreementEvents = [
  'agreement.signed',
  'agreement.half_changed',
  'agreement.terminated',
  'agreement.irregular',
  'agreement.held',
  'agreement.released',
  'agreement.user_changed',
] as const

export type AgreementEvent = (typeof agreementEvents)[number]

/** What must be done because of a transition, beyond keeping the new facts. */
export type Command =
  /** Ask the gateway at that time, UTC milliseconds; the facts' `nextCheckAt` says the same. */
  | { readonly command: 'check'; readonly at: number }
  | { readonly command: 'emit'; readonly type: AgreementEvent }
  /** Put it on the operator's list; the facts' `attention` says the same. */
  | { readonly command: 'ask-operator'; readonly reason: Attention }
