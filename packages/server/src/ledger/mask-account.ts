import { isPseudonym } from './pseudonym.js'

const numberPrefix = 'account:'

/**
 * An account as somebody may see it who has no need to know it: enough to recognise one that is known already.
 *
 * @example
 * maskAccount('agent@example.com') // 'a***t@example.com'
 * maskAccount('account:20880000000000010156') // 'account:***0156'
 */
export function maskAccount(account: string): string {
  if (isPseudonym(account)) return account
  const at = account.lastIndexOf('@')
  if (at === -1) {
    const isNumber = account.startsWith(numberPrefix)
    const value = isNumber ? account.slice(numberPrefix.length) : account
    return `${isNumber ? numberPrefix : ''}***${value.length > 8 ? value.slice(-4) : ''}`
  }
  // By code points, so that none is cut in half.
  const local = Array.from(account.slice(0, at))
  const ends = local.length > 2 ? [local[0], local.at(-1)] : ['', '']
  return `${ends.join('***')}${account.slice(at)}`
}
