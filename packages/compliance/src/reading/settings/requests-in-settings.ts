import type { RequestEvidence, SettingsEvidence } from '../../evidence/index.js'
import { isAlipayAddress, requestOfAddress } from '../address.js'

/** Addresses of Alipay that stand in settings: what they lack is added elsewhere, so its absence proves nothing. */
export function requestsInSettings({ settings }: SettingsEvidence): readonly RequestEvidence[] {
  return settings.flatMap(({ value, place }): readonly RequestEvidence[] => {
    if (!/^https?:\/\/\S{1,4000}$/i.test(value) || !isAlipayAddress(value)) return []
    return [{ ...requestOfAddress(value, place), complete: false }]
  })
}
