import type { ClientHooks } from 'paycircle/internal/gateway'
import { maskAccount } from '../ledger/index.js'
import type { GatewayOutcome } from './gateway-outcome.js'

/** What went over the wire, as far as a support case needs it: no key, no signature, no account. S3-02, S3-21 */
export interface KeptExchange {
  /** The parameters as sent, in their order, one a line: `name=value`. */
  readonly request: string
  /** The answer's text, its beginning where it is long; null where none came. */
  readonly answer: string | null
  /** The failure's own name where no whole answer came, for instance ECONNRESET. */
  readonly detail: string | null
}

/** Longer answers than this are none of the gateway's own; their beginning shows whose they are. */
const answerLimit = 2000
/** Calls whose end was never told: no more than a client has under way. */
const openCallLimit = 2048

/** Remembers of each call what was sent and what came, until its outcome is settled. */
export class Exchanges {
  readonly #sent = new Map<number, string>()
  readonly #byOutcome = new WeakMap<GatewayOutcome, KeptExchange>()

  readonly hooks: ClientHooks = {
    includeBodies: true,
    onCall: ({ call, body = '' }) => {
      const [oldest] = this.#sent.size >= openCallLimit ? this.#sent.keys() : []
      if (oldest !== undefined) this.#sent.delete(oldest)
      this.#sent.set(call, body)
    },
    onAnswer: ({ call, outcome, body, detail }) => {
      const sent = this.#sent.get(call) ?? ''
      this.#sent.delete(call)
      // What is settled needs no case, and is by far the most.
      if (!isWorthKeeping(outcome)) return
      const kept = { request: readable(sent), answer: body?.slice(0, answerLimit) ?? null, detail: detail ?? null }
      this.#byOutcome.set(outcome, kept)
    },
  }

  /** What led to the outcome; undefined where it settled something or where nothing was sent by this client. */
  of(outcome: GatewayOutcome): KeptExchange | undefined {
    return this.#byOutcome.get(outcome)
  }
}

function isWorthKeeping({ outcome }: GatewayOutcome): boolean {
  return outcome === 'refused' || outcome === 'indeterminate' || outcome === 'irregular'
}

/** The urlencoded body as a person reads it; bytes of another charset than UTF-8 stay encoded. */
function readable(body: string): string {
  return body
    .split('&')
    .map((pair) => (pair.startsWith('sign=') ? 'sign=***' : decoded(pair)))
    .join('\n')
}

function decoded(pair: string): string {
  try {
    return decodeURIComponent(pair.replaceAll('+', ' '))
  } catch {
    return pair
  }
}

/** The exchange without the account, which stands in the record's own field, and can be forgotten there. */
export function withoutAccount({ request, answer, detail }: KeptExchange, account: string): KeptExchange {
  const without = (text: string) =>
    text
      .replaceAll(new RegExp(escaped(account), 'gi'), maskAccount(account))
      .replaceAll(/(?<!partner=)\b2088\d{12}(0156)?\b/g, (id) => maskAccount(id))
      .replaceAll(/<sign>[^<]*<\/sign>/g, '<sign>***</sign>')
  return { request: without(request), answer: answer === null ? null : without(answer), detail }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
