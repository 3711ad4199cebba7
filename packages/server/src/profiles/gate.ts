import type { Language } from 'paycircle/internal/base'
import { profileError } from './errors.js'
import { gateMessages } from './gate-messages.js'
import type { MerchantProfile } from './merchant-profile.js'

/** How far the documents' five test stages have come for a profile. S5-1 to S5-5, Q5-1 to Q5-5 */
export type ProcedureStanding =
  | { readonly standing: 'not-recorded' }
  | { readonly standing: 'open' | 'complete'; readonly openStages: readonly string[] }

/** Tells how far the procedure has come. Until something records it, every profile's is `not-recorded`. */
export type ProcedureStatus = (profileId: string) => ProcedureStanding

export const procedureNotRecorded: ProcedureStatus = () => ({ standing: 'not-recorded' })

/** Somebody's word that a profile goes live although its procedure is not complete. */
export interface GateOverride {
  /** For this partner ID alone: another account has to be tested again. */
  readonly partner: string
  readonly reason: string
  readonly by: string
  /** UTC milliseconds. */
  readonly at: number
}

/** What going live demands, in the order in which it is done. */
export const gateItems = ['name', 'contact', 'account-class', 'procedure'] as const
export type GateItemName = (typeof gateItems)[number]

export interface GateItem {
  readonly item: GateItemName
  readonly state: 'met' | 'open' | 'overridden'
  readonly rows: readonly string[]
  /** What is missing, or what fulfils it. */
  readonly text: Readonly<Record<Language, string>>
}

/** How a profile stands to the go-live gate. S3-03, Q3-03 */
export interface GateVerdict {
  /** Whether calls may go out: always outside live mode. */
  readonly open: boolean
  /** Whether live mode would be let through as things are. */
  readonly readyForLive: boolean
  readonly items: readonly GateItem[]
  readonly override: GateOverride | null
}

export interface GateFacts {
  readonly procedure: ProcedureStanding
  readonly override: GateOverride | null
}

/** Who has no agents to reach: the stand-in of profiles without a contact. */
export const standInEmail = 'nobody@example.com'

/** What a live profile lacks, item by item. Nothing is taken for granted: what is not recorded is open. S3-03, Q3-03 */
export function gateOf(profile: MerchantProfile, { procedure, override: given }: GateFacts): GateVerdict {
  const override = given?.partner === profile.partner ? given : null
  const procedureDone = procedure.standing === 'complete'
  const states: Readonly<Record<GateItemName, GateItem['state']>> = {
    name: profile.name === profile.partner ? 'open' : 'met',
    contact: profile.contact.email === standInEmail ? 'open' : 'met',
    'account-class': profile.accountClass === 'contracted' ? 'met' : 'open', // S3-03, Q3-03
    procedure: procedureDone ? 'met' : override === null ? 'open' : 'overridden',
  }
  const items = gateItems.map((item) => itemOf(item, states[item], { procedure, override }))
  const readyForLive = items.every(({ state }) => state !== 'open')
  return { open: profile.mode !== 'live' || readyForLive, readyForLive, items, override }
}

/** @throws go-live-gate-closed, which names every item that is open */
export function refuseClosedGate(profileId: string, { open, items }: GateVerdict): void {
  if (open) return
  const missing = items.filter(({ state }) => state === 'open')
  throw profileError('go-live-gate-closed', { profileId, missing })
}

const stageRows = ['S5-1', 'S5-2', 'S5-3', 'S5-4', 'S5-5', 'Q5-1', 'Q5-2', 'Q5-3', 'Q5-4', 'Q5-5'] as const

const rowsOf: Readonly<Record<GateItemName, readonly string[]>> = {
  name: [],
  contact: [],
  'account-class': ['S3-03', 'Q3-03'],
  procedure: stageRows,
}

function itemOf(item: GateItemName, state: GateItem['state'], facts: GateFacts): GateItem {
  const say = (language: Language): string => {
    const words = gateMessages[language]
    if (item !== 'procedure') return state === 'met' ? words[`${item}-met`] : words[`${item}-open`]
    const { procedure, override } = facts
    if (procedure.standing === 'complete') return words['procedure-met']
    if (override !== null) return words['procedure-overridden'](override.by, override.reason)
    if (procedure.standing === 'not-recorded') return words['procedure-not-recorded']
    return words['procedure-open'](procedure.openStages.join(language === 'zh' ? '、' : ', '))
  }
  return { item, state, rows: rowsOf[item], text: { zh: say('zh'), en: say('en') } }
}
