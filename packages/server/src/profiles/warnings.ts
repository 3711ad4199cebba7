import { isUsualMd5KeyShape, type RowId } from 'paycircle/internal/vocabulary'
import type { MerchantProfile } from './merchant-profile.js'

/** What must be said loudly about a profile that works; the text is in `profileMessages`. */
export type ProfileWarning = 'test-account-fee' | 'key-shape-unusual' | 'address-bound'

/** The rows behind each warning. */
export const warningRows: Readonly<Record<ProfileWarning, readonly RowId[]>> = {
  'test-account-fee': ['S3-03', 'Q3-03'],
  'key-shape-unusual': ['S3-01', 'Q3-01'],
  'address-bound': ['S3-05', 'Q3-04'],
}

/** What people must be told wherever the profile is used. */
export function profileWarnings(profile: MerchantProfile): readonly ProfileWarning[] {
  const warnings: ProfileWarning[] = []
  if (profile.mode === 'test') warnings.push('test-account-fee')
  if (profile.signType === 'MD5' && !isUsualMd5KeyShape(profile.key.shape())) warnings.push('key-shape-unusual')
  if (profile.dnsExemption !== undefined) warnings.push('address-bound')
  return warnings
}
