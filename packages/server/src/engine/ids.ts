import type { Clock } from 'paycircle/internal/base'

/** The kinds of ids, by the letters they begin with. */
export type IdPrefix = 'agr' | 'sgn' | 'op' | 'trm' | 'evt' | 'rst'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const timeDigits = 10
/** The random tail is kept in two halves that numbers hold exactly: 8 digits, 5 bytes each. */
const halfDigits = 8
const halfBytes = 5
const halfLimit = 32 ** halfDigits

/**
 * Ids that sort by time: 48 bits of milliseconds and 80 random bits, in base 32 without the letters that are misread.
 * Two of the same source never sort against the order in which they were made, whatever the wall clock does.
 *
 * @example
 * newId('op') // 'op_01kah0w3c5t9v8x2m4n6p7q1rs'
 */
export function createIds(clock: Clock, random: (bytes: number) => Uint8Array): (prefix: IdPrefix) => string {
  let lastTime = 0
  let high = 0
  let low = 0
  /** What ids of the same moment begin with. */
  let head = ''
  const beginWith = (time: number, nextHigh: number): void => {
    high = nextHigh
    head = base32(time, timeDigits) + base32(high, halfDigits)
  }
  return (prefix) => {
    const now = clock.now()
    if (now > lastTime) {
      lastTime = now
      const tail = Buffer.from(random(2 * halfBytes))
      low = tail.readUIntBE(halfBytes, halfBytes)
      beginWith(now, tail.readUIntBE(0, halfBytes))
    } else if (++low === halfLimit) {
      low = 0
      beginWith(lastTime, (high + 1) % halfLimit)
    }
    return `${prefix}_${head}${base32(low, halfDigits)}`
  }
}

function base32(value: number, digits: number): string {
  let text = ''
  for (let rest = value; text.length < digits; rest = Math.floor(rest / 32)) text = (alphabet[rest % 32] ?? '') + text
  return text
}
