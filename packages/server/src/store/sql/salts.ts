import type { Unit } from '../port/index.js'

const saltBytes = 16
const saltDigits = 2 * saltBytes

/** Fresh salts for the accounts that a unit's log entries name, in their order. */
export function saltsFor({ log }: Unit, random: (byteCount: number) => Uint8Array): string[] {
  const accounts = log.filter(({ account }) => account !== null).length
  const bytes = Buffer.from(accounts === 0 ? [] : random(accounts * saltBytes)).toString('hex')
  return Array.from({ length: accounts }, (_, index) => bytes.slice(index * saltDigits, (index + 1) * saltDigits))
}
