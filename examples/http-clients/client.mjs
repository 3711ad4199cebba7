/*
 * Talks to paycircle over HTTP, from nothing but its description (`/openapi.json`). Node's own modules only.
 *
 *   PAYCIRCLE_URL=http://127.0.0.1:4000 PAYCIRCLE_API_KEY_FILE=api-key node client.mjs sign agent@example.com order-17
 *   … node client.mjs agreement agent@example.com
 *   … node client.mjs permission agent@example.com cae_charge_agent
 *
 * Ends with 0 for yes, 1 for no, 3 where nobody knows, 4 where the request was refused. Unknown is never a no: who cuts
 * an agent off, or tells him that he is not signed, does so on 1 alone. Money moves on 0 alone.
 */
import { readFileSync } from 'node:fs'

const base = process.env.PAYCIRCLE_URL ?? 'http://127.0.0.1:4000'
const timeoutMs = Number(process.env.TIMEOUT_MS ?? 10_000)

/** Reasons of a permission not given that do not say what Alipay would answer now: no money moves, and nobody is told no. */
const nobodyKnows = new Set(['unknown', 'stale', 'awaiting_signer', 'doubted', 'refused'])

/**
 * `{ kind: 'answer', body }`, `{ kind: 'refused', problem }` where paycircle says that the request is wrong, or
 * `{ kind: 'unknown', why, retryAfterS? }`: no answer, an unreadable one, a defect, or "later". Never throws for those.
 */
async function call(method, path, { body, idempotencyKey } = {}) {
  const headers = { authorization: `Bearer ${readFileSync(process.env.PAYCIRCLE_API_KEY_FILE, 'utf8').trim()}` }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
  let response
  let json
  try {
    const init = { method, headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }
    response = await fetch(new URL(path, base), { ...init, body: JSON.stringify(body) })
    json = await response.json()
  } catch (error) {
    return { kind: 'unknown', why: error.name === 'TimeoutError' ? 'timeout' : 'no readable answer' }
  }
  if (typeof json !== 'object' || json === null) return { kind: 'unknown', why: 'no readable answer' }
  if (response.ok) return { kind: 'answer', body: json }
  if (response.status === 429 || response.status >= 500) {
    // The same call again after that time, with the same Idempotency-Key: it takes effect once.
    const retryAfterS = Number(response.headers.get('retry-after') ?? NaN)
    return { kind: 'unknown', why: json.code, ...(Number.isFinite(retryAfterS) && { retryAfterS }) }
  }
  return { kind: 'refused', problem: { status: response.status, code: json.code, remedy: json.remedy } }
}

const acts = {
  /** The key belongs to what the signing is for, so that whoever asks again gets the same signing. */
  sign: (email, idempotencyKey) => call('POST', '/v1/signings', { body: { email, scope: 'both' }, idempotencyKey }),
  agreement: (email) => call('GET', `/v1/agreements/${encodeURIComponent(email)}`),
  /** Asked before each debit and each refund, never remembered. */
  permission: (email, operation) =>
    call('GET', `/v1/agreements/${encodeURIComponent(email)}/permission?operation=${encodeURIComponent(operation)}`),
}

function exitCodeOf(act, result) {
  if (result.kind === 'refused') return 4
  if (result.kind === 'unknown') return 3
  if (act !== 'permission' || result.body.allowed === true) return 0
  return result.body.allowed === false && !nobodyKnows.has(result.body.reasonCode) ? 1 : 3
}

const [act, ...args] = process.argv.slice(2)
if (!Object.hasOwn(acts, act ?? '') || args.length < acts[act].length) {
  process.stderr.write(`usage: node client.mjs sign EMAIL KEY | agreement EMAIL | permission EMAIL OPERATION\n`)
  process.exit(2)
}
const result = await acts[act](...args)
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = exitCodeOf(act, result)
