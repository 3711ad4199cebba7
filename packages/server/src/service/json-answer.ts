import type { Answer } from './routing.js'
import { bytesOf } from './utf8-bytes.js'

const headers = Object.entries({
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}).flat()

/** What the interface answers: a JSON text, with the headers of all its answers and those of this one. */
export function jsonAnswer(status: number, text: string, ownHeaders: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: [...headers, ...Object.entries(ownHeaders).flat()], bytes: bytesOf(text) }
}
