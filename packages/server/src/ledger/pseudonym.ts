/** How a pseudonym begins; no e-mail and no account number begins so. */
const prefix = 'pseudonym:'
const pattern = /^pseudonym:[0-9a-f]{32}$/

/** What stands in the place of an account that was forgotten, from 16 random bytes: the same in all its records. */
export function pseudonymOf(random: Uint8Array): string {
  return prefix + Buffer.from(random).toString('hex')
}

export function isPseudonym(account: string): boolean {
  return pattern.test(account)
}
