import type { Secret } from '../base/index.js'
import { signTypes, type RowId, type SignType } from '../vocabulary/index.js'
import type { SignatureExplanation } from './explanation.js'
import { finding, type Finding } from './finding.js'
import { looksRsa } from './key-reading.js'

interface SignTypeChoice {
  readonly signType: SignType
  readonly from: SignatureExplanation['signTypeFrom']
  readonly findings: readonly Finding[]
}

const rows: readonly RowId[] = ['S3-14', 'Q3-13']

/** By which algorithm a signature is explained: as told, as the request declares, or as the key suggests. */
export function chooseSignType(
  declared: string | undefined,
  given: { readonly signType?: SignType; readonly key?: Secret; readonly publicKey?: string },
): SignTypeChoice {
  if (given.signType !== undefined) return { signType: given.signType, from: 'option', findings: [] }
  const exact = signTypes.find((signType) => signType === declared)
  if (exact !== undefined) return { signType: exact, from: 'parameter', findings: [] }
  const capitals = declared?.trim().toUpperCase() ?? ''
  const meant = signTypes.find((signType) => signType === capitals)
  if (meant !== undefined) return { signType: meant, from: 'parameter', findings: [finding('sign-type-case', rows)] }
  if (capitals.startsWith('RSA')) {
    return { signType: 'RSA', from: 'parameter', findings: [finding('sign-type-not-here', rows, 'RSA')] }
  }
  const hasRsaKey = given.publicKey !== undefined || (given.key !== undefined && looksRsa(given.key))
  const signType = hasRsaKey ? 'RSA' : 'MD5'
  const oddity =
    capitals === '' ? finding('sign-type-absent', rows, signType) : finding('sign-type-not-here', rows, signType)
  return { signType, from: hasRsaKey ? 'key' : 'default', findings: [oddity] }
}
