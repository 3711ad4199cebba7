import type { Clock } from 'paycircle/internal/base'
import type { Store } from '../store/port/index.js'
import { createAccessRecorder, type AccessRecorder, type Redaction } from './log-kinds.js'
import type { IdentityProvider } from './identity-provider.js'
import { createPasswords, defaultPasswordCost, type PasswordCost, type Passwords } from './password.js'
import type { RoleRules } from './role-rules.js'

export interface AccessOptions {
  readonly store: Store
  readonly clock: Clock
  /** So many random bytes; `randomBytes` of node:crypto outside tests. */
  readonly random: (bytes: number) => Uint8Array
  /** Whose clock it is, in the log. */
  readonly nodeName: string
  /** Masks in a record what must not stand in the log, such as a key that somebody typed into a reason. S3-02 */
  readonly redact?: Redaction
  /** What it costs to guess a password; `defaultPasswordCost` outside tests. */
  readonly passwordCost?: PasswordCost
  /** Another service that says who somebody is. */
  readonly provider?: IdentityProvider
  /** How long a session lives that it vouched for, however busy; an hour unless given, less than twelve. */
  readonly providerSessionMs?: number
  /** Where the roles of those whom it vouches for come of what it says; else they are given here. */
  readonly roleRules?: RoleRules
}

export interface AccessContext extends AccessOptions {
  readonly passwords: Passwords
  readonly record: AccessRecorder
  /** `usr_…`, `ses_…`, `apr_…`, `op_…`: random, hexadecimal. */
  readonly newId: (prefix: 'usr' | 'ses' | 'apr' | 'op') => string
}

export function createContext(options: AccessOptions): AccessContext {
  const { random, nodeName, redact, passwordCost = defaultPasswordCost } = options
  return {
    ...options,
    passwords: createPasswords(random, passwordCost),
    record: createAccessRecorder(nodeName, redact),
    newId: (prefix) => `${prefix}_${Buffer.from(random(10)).toString('hex')}`,
  }
}
