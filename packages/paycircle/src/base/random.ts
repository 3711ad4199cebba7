import { randomFillSync } from 'node:crypto'

const poolBytes = 4096
/** What is asked for in larger pieces is drawn by itself. */
const largestPiece = 256

const pool = new Uint8Array(poolBytes)
let used = poolBytes

/**
 * Unpredictable bytes, each handed out once. They are drawn from the system some thousand at a time: a call of its own
 * for the few bytes of an id or a salt takes as long as many other things that a request does.
 */
export function systemRandom(byteCount: number): Uint8Array {
  if (byteCount > largestPiece) return randomFillSync(new Uint8Array(byteCount))
  if (used + byteCount > poolBytes) {
    randomFillSync(pool)
    used = 0
  }
  const piece = pool.slice(used, used + byteCount)
  // What was handed out is nowhere else.
  pool.fill(0, used, used + byteCount)
  used += byteCount
  return piece
}
