import type { ProfileDocumentRow } from '../store/port/index.js'
import { documentsFor, documentsOf } from './documents.js'
import { gateOf, procedureNotRecorded, type GateVerdict } from './gate.js'
import { rotationOf, type KeyRotation } from './key-rotation.js'
import type { MerchantProfile } from './merchant-profile.js'

/** How a profile of the configuration stands by what the store keeps about it. */
export interface StoredStanding {
  readonly gate: GateVerdict
  readonly rotation: KeyRotation
}

/** For whoever only reads the store: nothing is opened that is sealed there. */
export function storedStanding(profile: MerchantProfile, rows: readonly ProfileDocumentRow[]): StoredStanding {
  const { gate, key } = documentsFor(documentsOf(rows), profile.id)
  const facts = { procedure: procedureNotRecorded(profile.id), override: gate.value }
  return { gate: gateOf(profile, facts), rotation: rotationOf(profile.key.fingerprint(), key.value) }
}
