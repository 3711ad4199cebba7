import { createHash } from 'node:crypto'
import { faultOfAddress } from './fault-name.js'

/** How an account's agreement stands: normal, irregular, or never signed. */
export const agreementStandings = ['normal', 'irregular', 'none'] as const

export type AgreementStanding = (typeof agreementStandings)[number]

/** A demo account as it is set up. What is left out: no agreement, a certificate installed, an invented user ID. */
export interface AccountSpec {
  readonly email: string
  readonly autoDebit?: boolean
  readonly autoRefund?: boolean
  /** Left out: `normal` where a half is signed, `none` otherwise. */
  readonly state?: AgreementStanding
  /** Whether a digital certificate (数字证书) is installed, without which auto-refund cannot be signed. S4-07 */
  readonly certificate?: boolean
  /** 16 digits, beginning with 2088. */
  readonly userId?: string
}

/** A demo account. `state: 'normal'` with both halves `false` is the open question of an agreement with nothing in it. */
export interface Account {
  readonly email: string
  readonly autoDebit: boolean
  readonly autoRefund: boolean
  readonly state: AgreementStanding
  readonly certificate: boolean
  readonly userId: string
  /** The RMB fund account (资金账户): user ID and `0156`. */
  readonly accountNumber: string
  /** How many queries have read this account since the start or the last reset. */
  readonly queries: number
}

/** The accounts that exist at the simulated Alipay; addresses are compared without case. */
export class AccountBook {
  readonly #byEmail = new Map<string, Account>()
  readonly #emailByUserId = new Map<string, string>()
  readonly #beginning: readonly AccountSpec[]

  static readonly limit = 100_000

  readonly #changed: () => void

  /** `changed` is called after every change, before anybody is answered on its strength. */
  constructor(beginning: readonly AccountSpec[], changed: () => void) {
    this.#beginning = beginning
    this.#changed = changed
    this.#begin()
  }

  /** Creates or changes an account; what is left out stays as it was. */
  put(spec: AccountSpec): Account {
    const account = this.#write(spec)
    this.#changed()
    return account
  }

  #write(spec: AccountSpec): Account {
    const before = this.#byEmail.get(spec.email.toLowerCase())
    const autoDebit = spec.autoDebit ?? before?.autoDebit ?? false
    const autoRefund = spec.autoRefund ?? before?.autoRefund ?? false
    const halvesGiven = spec.autoDebit !== undefined || spec.autoRefund !== undefined
    const standing = autoDebit || autoRefund ? 'normal' : 'none'
    const state = spec.state ?? (halvesGiven ? standing : (before?.state ?? 'none'))
    const userId = spec.userId ?? before?.userId ?? inventedUserId(spec.email)
    return this.#store({
      email: before?.email ?? spec.email,
      // An agreement that does not exist has no halves.
      autoDebit: state !== 'none' && autoDebit,
      autoRefund: state !== 'none' && autoRefund,
      state,
      certificate: spec.certificate ?? before?.certificate ?? true,
      userId,
      accountNumber: `${userId}0156`,
      queries: before?.queries ?? 0,
    })
  }

  /** The account of an address; one that carries a fault exists as soon as it is named, not signed. */
  byEmail(email: string): Account | undefined {
    const known = this.#byEmail.get(email.toLowerCase())
    if (known !== undefined || this.full || faultOfAddress(email) === undefined) return known
    return this.put({ email })
  }

  byAccountNumber(accountNumber: string): Account | undefined {
    const email = this.#emailByUserId.get(accountNumber.slice(0, 16))
    const account = email === undefined ? undefined : this.#byEmail.get(email)
    return account?.accountNumber === accountNumber ? account : undefined
  }

  byUserId(userId: string): Account | undefined {
    return this.byAccountNumber(`${userId}0156`)
  }

  countQuery(email: string): void {
    const account = this.#byEmail.get(email.toLowerCase())
    if (account !== undefined) this.#store({ ...account, queries: account.queries + 1 })
  }

  /** The agreement of an account ends, whatever its state was. */
  terminate(email: string): void {
    this.put({ email, autoDebit: false, autoRefund: false, state: 'none' })
  }

  get full(): boolean {
    return this.#byEmail.size >= AccountBook.limit
  }

  /** As many as are asked for, in the order in which they came to be. */
  first(count: number): readonly Account[] {
    return this.all().slice(0, count)
  }

  all(): readonly Account[] {
    return [...this.#byEmail.values()]
  }

  reset(): void {
    this.#begin()
    this.#changed()
  }

  #begin(): void {
    this.#byEmail.clear()
    this.#emailByUserId.clear()
    for (const spec of this.#beginning) this.#write(spec)
  }

  #store(account: Account): Account {
    const key = account.email.toLowerCase()
    const before = this.#byEmail.get(key)
    if (before !== undefined && before.userId !== account.userId) this.#emailByUserId.delete(before.userId)
    this.#byEmail.set(key, account)
    this.#emailByUserId.set(account.userId, key)
    return account
  }
}

/** Always the same for an address, so that tests can rely on it. */
function inventedUserId(email: string): string {
  const number = createHash('sha256').update(email.toLowerCase()).digest().readUIntBE(0, 6) % 1e12
  return `2088${String(number).padStart(12, '0')}`
}
