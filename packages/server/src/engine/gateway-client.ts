import type { QueryOutcome } from 'paycircle/internal/vocabulary'

/** A form that a browser submits to the gateway. */
export interface SigningForm {
  readonly action: string
  readonly method: 'get' | 'post'
  readonly fields: Readonly<Record<string, string>>
  readonly html: string
}

/** A signed request for Alipay's signing page, ready for a browser. */
export interface SigningRequest {
  /** The full GET address. */
  readonly url: string
  form(options: { readonly method: 'get' | 'post' }): SigningForm
  /** What was signed, as text; the key is not in it. */
  readonly preSignString: string
}

/** Whom a query asks about; account numbers need the profile's `accountParameter`. Q3-25 */
export type QueriedAccount = { readonly email: string } | { readonly account: string }

/** What the engine asks of the gateway's client. */
export interface GatewayClient {
  readonly signing: {
    request(signer: { readonly email: string; readonly signChannel?: 'NORMAL' }): SigningRequest
  }
  readonly agreements: {
    query(account: QueriedAccount): Promise<QueryOutcome>
  }
  close(): Promise<void>
}
