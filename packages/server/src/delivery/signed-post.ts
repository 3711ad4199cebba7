import type { Clock } from 'paycircle/internal/base'
import { Webhook } from 'standardwebhooks'
import { defaultLimits } from './limits.js'
import { post, type Posted } from './post.js'
import { targetOf, type TargetRules } from './target.js'

export interface SignedDocument {
  /** Stable over every attempt, so that a receiver takes it once. */
  readonly id: string
  readonly type: string
  /** UTC milliseconds. */
  readonly at: number
  readonly data: Readonly<Record<string, unknown>>
}

export interface SignedTarget {
  readonly url: string
  /** As Standard Webhooks writes it: `whsec_` and base64. */
  readonly secret: string
}

/**
 * Posts one document once, signed as deliveries are and under the rules of their targets, for what is no event of an
 * agreement. Rejects only for an address that may not be posted to. `webhook-url-refused`
 */
export async function postSigned(
  { url, secret }: SignedTarget,
  { id, type, at, data }: SignedDocument,
  { clock, rules }: { readonly clock: Clock; readonly rules: TargetRules },
): Promise<Posted> {
  const { attemptMs, answerBytes } = defaultLimits
  const body = JSON.stringify({ id, type, at: new Date(at).toISOString(), data })
  const sentAt = clock.now()
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(sentAt), body),
  }
  return post({ url: targetOf(url, rules), headers, body }, { clock, rules, attemptMs, answerBytes })
}
