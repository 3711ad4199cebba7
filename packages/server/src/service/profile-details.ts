import type { Language } from 'paycircle/internal/base'
import type { ProfileDetails } from '../api/index.js'
import { offersWayBack, standing, type GateVerdict, type ProfileEntry } from '../profiles/index.js'
import type { Engine, ProfileStatus } from '../engine/index.js'
import { instant, instantOrNull, profileStatusValue } from './api-values.js'

export interface ProfileFacts {
  readonly entry: ProfileEntry
  readonly status: ProfileStatus
  readonly gate: GateVerdict
  /** What must be kept in sight: what a test account costs, an odd key. S3-03, Q3-03 */
  readonly notices: ReturnType<Engine['notices']>
}

/** A profile as it is told to whoever administers it: keys by fingerprint, the gate item by item. S3-01, S3-02, S3-03 */
export function profileDetails({ entry, status, gate, notices }: ProfileFacts, language: Language): ProfileDetails {
  const { profile, source } = entry
  const { name, partner, mode, accountClass, signType, charset, contact, returnOrigins, timeZone } = profile
  return {
    ...profileStatusValue(status),
    source,
    name,
    partner,
    mode,
    accountClass,
    signType,
    charset,
    contact: { ...contact },
    returnOrigins: [...returnOrigins],
    timeZone,
    key: keyDetails(entry, status),
    gate: gateDetails(gate, language),
    notices: notices.map(({ code, rows, text }) => ({ code, rows: [...rows], message: text[language] })),
  }
}

function keyDetails(entry: ProfileEntry, status: ProfileStatus): ProfileDetails['key'] {
  const { staged, probe, switchAt, switchedAt, previous, backUntil, ...rotation } = standing(entry)
  return {
    fingerprint: entry.profile.key.fingerprint(),
    staged,
    probe: probe && { ...probe, at: instant(probe.at) },
    switchAt: instantOrNull(switchAt),
    switchedAt: instantOrNull(switchedAt),
    previous,
    backUntil: instantOrNull(backUntil),
    offersWayBack: offersWayBack(
      { staged, probe, switchAt, switchedAt, previous, backUntil, ...rotation },
      status.pause,
    ),
  }
}

function gateDetails({ open, readyForLive, items, override }: GateVerdict, language: Language): ProfileDetails['gate'] {
  return {
    open,
    readyForLive,
    items: items.map(({ item, state, rows, text }) => ({ item, state, rows: [...rows], message: text[language] })),
    override: override && { by: override.by, reason: override.reason, at: instant(override.at) },
  }
}
