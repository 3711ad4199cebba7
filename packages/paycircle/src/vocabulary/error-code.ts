import type { RowId } from './row.js'

/** What a code of the gateway says about the world. */
export type ErrorCodeCategory =
  /** Nobody knows whether it happened: 特殊错误码, S3-21, Q3-20. */
  | 'indeterminate'
  /** A business answer: not signed, or signed irregularly. */
  | 'agreement'
  /** Our request is wrong: parameters, signature, charset. */
  | 'request'
  /** Something about the merchant's contract, keys or privileges. */
  | 'merchant'
  /** What the signer chose or has on Alipay's page. */
  | 'signer'
  /** Alipay's side could not or would not serve, for a reason of its own. */
  | 'gateway'
  /** A rule of the refund services that need the agreement: batch, trade, amount or account. */
  | 'refund'
  /** A signing that succeeded, told as a code. */
  | 'success'

/** Who can mend it. */
export type ErrorCodeActor = 'developer' | 'operator' | 'agent' | 'alipay' | 'nobody'

/** What a code speaks about, and so how far its consequences reach. */
export type ErrorCodeScope = 'request' | 'agent' | 'profile' | 'gateway'

/** Where a code meets somebody: Alipay's page, the HTML error page before it, the XML answer, a refund's result rows. */
export type ErrorCodePlace = 'signing-page' | 'error-page' | 'answer' | 'refund-result'

/** What a query outcome becomes when the gateway answers with this code. */
export type ErrorCodeOutcome = 'not_signed' | 'irregular' | 'refused' | 'indeterminate'

/** How well a code is known: the documents themselves, Alipay's own material, several integrations, one, a clone. */
export type Evidence = 'documents' | 'alipay' | 'several' | 'one' | 'clone'

/** A code (错误码) that the gateway answers or shows on its page, with everything that must be known to act on it. */
export interface ErrorCodeEntry {
  /** Verbatim, misspellings included. */
  readonly code: string
  /** Other spellings that mean the same. */
  readonly aliases?: readonly string[]
  /** Where it occurs; `gateway` is any service. */
  readonly services: readonly string[]
  readonly places: readonly ErrorCodePlace[]
  readonly category: ErrorCodeCategory
  readonly outcome: ErrorCodeOutcome
  readonly scope: ErrorCodeScope
  readonly actor: ErrorCodeActor
  /** Everything about this agreement stops until a query or an operator has settled it. */
  readonly stopsEverything: boolean
  /** Read from the gateway, it pauses the whole profile. */
  readonly pausesProfile: boolean
  readonly evidence: Evidence
  readonly rows: readonly RowId[]
  readonly meaning: { readonly zh: string; readonly en: string }
  readonly cause: { readonly zh: string; readonly en: string }
  readonly remedy: { readonly zh: string; readonly en: string }
}
