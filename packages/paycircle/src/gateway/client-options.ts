import type { Clock, Meter, Secret } from '../base/index.js'
import type { AccountClass, AccountParameter, Charset, Mode, SignType } from '../vocabulary/index.js'
import type { ClientHooks } from './hooks.js'

/** A bound address as it was filed (备案) with Alipay's support; the one way round DNS. S3-05, Q3-04 */
export interface DnsExemption {
  readonly ip: string
  readonly filingNumber: string
  /** YYYY-MM-DD. */
  readonly filedOn: string
}

/** Limits of one call in milliseconds. S4-02, Q4-02 */
export interface Timeouts {
  /** Name lookup, TCP, proxy and TLS together; default 5 000. */
  readonly connectMs?: number
  /** From the sent request to the answer's headers; default 10 000. */
  readonly headersMs?: number
  /** From the headers to the end of the body; default 5 000. */
  readonly bodyMs?: number
  /** Everything together; default 15 000, at most 50 000. */
  readonly totalMs?: number
}

export interface ClientOptions {
  /** Where requests go; default `sandbox`, the simulator on this machine. */
  readonly mode?: Mode
  /** Partner ID (合作者身份ID): 2088 and 12 digits. S3-01, Q3-01 */
  readonly partner: string
  /** The security key (安全校验码) for MD5, the private key for RSA. Kept as a `Secret`. S3-02, Q3-02 */
  readonly key: string | Secret
  /** Default `MD5`. */
  readonly signType?: SignType
  /** Default `utf-8`. */
  readonly charset?: Charset
  /** Sandbox only: the simulator's address; default `http://127.0.0.1:4010/gateway.do`. S3-13, Q3-12 */
  readonly gateway?: string
  /** Whose account the partner ID is; live mode needs `contracted`. S3-03, Q3-03 */
  readonly accountClass?: AccountClass
  /** The wire name of the account number in queries; it is unproven, so there is no default. Q3-25 */
  readonly accountParameter?: AccountParameter
  readonly dnsExemption?: DnsExemption
  /** An HTTP proxy that tunnels by CONNECT: `http://[user:password@]host:port`. */
  readonly proxy?: string
  readonly timeouts?: Timeouts
  readonly hooks?: ClientHooks
  readonly meter?: Meter
  readonly clock?: Clock
}

const names: Readonly<Record<keyof ClientOptions, true>> = {
  mode: true,
  partner: true,
  key: true,
  signType: true,
  charset: true,
  gateway: true,
  accountClass: true,
  accountParameter: true,
  dnsExemption: true,
  proxy: true,
  timeouts: true,
  hooks: true,
  meter: true,
  clock: true,
}

export const clientOptionNames: readonly string[] = Object.keys(names)
