import type { Clock } from 'paycircle/internal/base'

/** The kinds of ids, by the letters they begin with. */
export type IdPrefix = 'agr' | 'sgn' | 'op' | 'trm' | 'evt' | 'rst'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const randomBytes = 10

/**
 * Ids that sort by time: 48 bits of milliseconds and 80 random bits, in base 32 without the letters that are misread.
 * Two of the same source never sort against the order in which they were made, whatever the wall clock does.
 *
 * @example
 * newId('op') // 'op_01kah0w3c5t9v8x2m4n6p7q1rs'
 */
export function createIds(clock: Clock, random: (bytes: number) => Uint8Array): (prefix: IdPrefix) => string {
  let lastTime = 0
  let lastTail = 0n
  return (prefix) => {
    const now = clock.now()
    if (now > lastTime) {
      lastTime = now
      lastTail = BigInt(`0x${Buffer.from(random(randomBytes)).toString('hex')}`)
    } else {
      lastTail++
    }
    return `${prefix}_${base32((BigInt(lastTime) << 80n) | (lastTail & ((1n << 80n) - 1n)))}`
  }
}

function base32(value: bigint): string {
  let text = ''
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += alphabet[Number((value >> shift) & 31n)] ?? ''
  return text
}
