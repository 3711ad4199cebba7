import type { Charset, SignType } from '../vocabulary/index.js'
import type { Difference } from './difference.js'
import type { Finding } from './finding.js'
import type { LeftOut } from './request-findings.js'
import type { Try } from './search.js'
import type { CharsetFrom, SpecimenSource } from './specimen.js'
import type { LegendEntry } from './legend.js'

/** Why a signature matches or does not: plain data, without any secret, each text in both languages. */
export interface SignatureExplanation {
  /** `unchecked` where the key or the signature is missing. */
  readonly verdict: 'matches' | 'explained' | 'unexplained' | 'unchecked'
  readonly matches: boolean
  readonly source: SpecimenSource
  readonly signType: SignType
  readonly signTypeFrom: 'option' | 'parameter' | 'key' | 'default'
  readonly charset: Charset
  readonly charsetFrom: CharsetFrom
  /** What must be signed. `text` has escapes for what cannot be seen, `legend` says which; the key is no part of it. */
  readonly preSign: {
    readonly text: string
    readonly legend: readonly LegendEntry[]
    readonly hex: string
    readonly byteLength: number
  }
  readonly leftOut: readonly LeftOut[]
  readonly signature: { readonly given: string; readonly findings: readonly Finding[] }
  readonly key?: { readonly fingerprint: string; readonly findings: readonly Finding[] }
  /** What is odd about the request, whether or not it explains the signature. */
  readonly findings: readonly Finding[]
  /** How the given signature came about, where that was found. */
  readonly explanation?: {
    /** One mistake or two. */
    readonly mistakes: readonly Finding[]
    /** Mistakes that would have yielded the very same signature here. */
    readonly sameAs: readonly Finding[]
    /** Absent where the right string was signed, and the key or the signature's form is what is wrong. */
    readonly difference?: Difference
  }
  /** Each mistake alone, as tried. */
  readonly candidates: readonly Try[]
  /** Pairs of mistakes included. */
  readonly tried: number
  /** False where the request was too large to try every pair of mistakes. */
  readonly exhaustive: boolean
  /** What may still be the cause where nothing reproduces the signature. */
  readonly remainingCauses: readonly Finding[]
}
