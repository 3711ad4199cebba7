import { hash } from 'node:crypto'

/**
 * What the chain holds in an account's place: SHA-256 over the salt's 32 digits, a colon and the account in UTF-8.
 * Once account and salt are deleted, nobody finds the account by trying addresses, and the chain stays valid.
 */
export function accountDigest(salt: string, account: string): string {
  return hash('sha256', `${salt}:${account}`, 'hex')
}
