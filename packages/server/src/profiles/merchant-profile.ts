import type { Secret } from 'paycircle/internal/base'
import type { AccountClass, AccountParameter, Charset, Mode, SignType } from 'paycircle/internal/vocabulary'

/** Whom an agent reaches at the platform that asks for the signing; at least one of the two ways is told. */
export interface MerchantContact {
  readonly name: string
  readonly phone?: string
  readonly email?: string
}

/** What may be set to take two people. */
export const secondPersonActions = ['release', 'force-query', 'go-live'] as const
export type SecondPersonAction = (typeof secondPersonActions)[number]

/** A merchant (商户) as the service knows it: one partner ID with its key, and how its agents are spoken to. */
export interface MerchantProfile {
  /** Lower-case letters, digits and dashes; API keys and rows refer to it. */
  readonly id: string
  /** What agents call the platform; shown on their pages. */
  readonly name: string
  /** Partner ID (合作者身份ID). */
  readonly partner: string
  readonly key: Secret
  readonly signType: SignType
  readonly charset: Charset
  readonly mode: Mode
  readonly accountClass: AccountClass
  /** Loopback, in sandbox mode only. S3-13 */
  readonly gateway?: string
  readonly contact: MerchantContact
  /** Origins to which a status page may link back. */
  readonly returnOrigins: readonly string[]
  /** Wire name for account-number queries; unproven, so there is no default. Q3-25 */
  readonly accountParameter?: AccountParameter
  /** Binding one of Alipay's addresses, filed (备案) with Alipay's support. S3-05, Q3-04 */
  readonly dnsExemption?: { readonly ip: string; readonly filingNumber: string; readonly filedOn: string }
  /** Outbound HTTP proxy. */
  readonly proxy?: string
  /** What one person asks for and another has to approve; nothing unless told. */
  readonly secondPerson?: readonly SecondPersonAction[]
  /** IANA name; times are shown in it. */
  readonly timeZone: string
}
