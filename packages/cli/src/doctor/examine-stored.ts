import type { Language } from 'paycircle/internal/base'
import { storedProfiles, storedStanding, type KeyRotation, type MerchantProfile } from 'paycircle-server/profiles'
import type { StorePlace } from '../configuration/index.js'
import { openStoreReader } from '../open-store.js'
import type { Finding } from './finding.js'
import { doctorMessages } from './messages.js'

/** How the profile stands to the go-live gate, whether a new key waits, and which profiles the store keeps. S3-01, S3-03 */
export async function examineStored(
  profile: MerchantProfile,
  place: StorePlace | undefined,
  language: Language,
): Promise<readonly Finding[]> {
  const rows = place === undefined ? [] : await documentsIn(place)
  const findings = [gateFinding(profile, rows, language)]
  if (place === undefined) return findings
  const say = doctorMessages[language]
  const { rotation } = storedStanding(profile, rows)
  findings.push({ check: 'key-rotation', status: 'ok', message: rotationText(rotation, language) })
  const stored = [...storedProfiles(rows)].map(([id, { partner, mode }]) => `${id} (${partner}, ${mode})`)
  const message = stored.length === 0 ? say.storedProfilesNone : say.storedProfiles(stored.join(', '))
  findings.push({ check: 'stored-profiles', status: 'ok', message })
  return findings
}

function gateFinding(
  profile: MerchantProfile,
  documents: Parameters<typeof storedStanding>[1],
  language: Language,
): Finding {
  const say = doctorMessages[language]
  const { gate } = storedStanding(profile, documents)
  const open = gate.items.filter(({ state }) => state === 'open')
  const items = open.map(({ text }) => text[language]).join(language === 'zh' ? '' : ' ')
  const rows = [...new Set(open.flatMap((item) => item.rows))]
  if (!gate.open) {
    return { check: 'gate', status: 'fail', message: say.gateClosed(items), remedy: say.gateRemedy, rows }
  }
  if (!gate.readyForLive) return { check: 'gate', status: 'ok', message: say.gateLater(items), rows }
  const { override } = gate
  if (override === null) return { check: 'gate', status: 'ok', message: say.gateOpen }
  return { check: 'gate', status: 'warn', message: say.gateOverridden(override.by, override.reason), rows: ['S3-03'] }
}

function rotationText({ staged, probe, switchAt, previous, backUntil }: KeyRotation, language: Language): string {
  const say = doctorMessages[language]
  const time = (utcMs: number) => new Date(utcMs).toISOString()
  if (staged !== null && switchAt !== null) return say.rotationPlanned(staged, time(switchAt))
  if (staged !== null) return say.rotationStaged(staged, probe?.suggests ?? say.rotationNotProbed)
  if (previous !== null && backUntil !== null) return say.rotationBack(previous, time(backUntil))
  return say.rotationNone
}

async function documentsIn(place: StorePlace) {
  try {
    const reader = await openStoreReader(place)
    try {
      return await reader.profileDocuments()
    } finally {
      await reader.close()
    }
  } catch {
    // What is wrong with the store is a finding of its own.
    return []
  }
}
