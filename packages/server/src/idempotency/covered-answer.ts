import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { systemRandom } from 'paycircle/internal/base'
import type { NamedRequest } from './kept-answer.js'

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * Covers an answer, so that the store can keep it: it may hold a link, a key or an account. Only who asks again can
 * uncover it, since the key of the cover comes of the idempotency key, which is not stored.
 */
export function coverAnswer(body: string, { given, key }: NamedRequest): string {
  const nonce = systemRandom(nonceBytes)
  const covering = createCipheriv(cipher, coverKey(given), nonce).setAAD(Buffer.from(key))
  const covered = [covering.update(body, 'utf8'), covering.final()]
  return Buffer.concat([nonce, ...covered, covering.getAuthTag()]).toString('base64')
}

/** @throws Error where the text was not made by `coverAnswer` for the same request */
export function uncoverAnswer(covered: string, { given, key }: NamedRequest): string {
  const bytes = Buffer.from(covered, 'base64')
  const uncovering = createDecipheriv(cipher, coverKey(given), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  uncovering.setAAD(Buffer.from(key)).setAuthTag(bytes.subarray(-tagBytes))
  const body = uncovering.update(bytes.subarray(nonceBytes, -tagBytes))
  return Buffer.concat([body, uncovering.final()]).toString('utf8')
}

function coverKey(given: string): Buffer {
  return createHmac('sha256', given).update('paycircle kept answer 1').digest()
}
