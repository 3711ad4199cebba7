import type { Document, Exchange } from '../../evidence/index.js'
import { isAlipayAddress } from '../address.js'
import { recordedRequest, recordingOf, type Recording } from './recording.js'

/** `… [20/Nov/2026:10:00:00 +0800] "GET https://… HTTP/1.1" 200 …`: what web servers and proxies write. */
const combined =
  /\[(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-]\d{4})\] "([A-Z]{3,7}) (\S{1,8000})[^"]{0,20}" (\d{3})/

/** `1763604000.123    300 10.0.0.1 TCP_MISS/200 512 GET https://… - …`: squid's own. */
const squid = /^\s*(\d{9,11})\.(\d{3})\s+(\d+) \S+ [A-Z_]+\/(\d{3}) \d+ ([A-Z]{3,7}) (\S{1,8000})/

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Lines that are looked at to tell what a file is. */
const lookedAt = 20

/**
 * The access log of an outgoing proxy or a server: lines whose address is absolute and Alipay's are calls to the
 * gateway. No bodies and no answers are in it. Undefined for any other text.
 */
export function readAccessLog(document: Document): Recording | undefined {
  const { text, lineStarts } = document
  const head = text
    .slice(0, 100_000)
    .split('\n', lookedAt)
    .filter((line) => line.trim() !== '')
  const fitting = head.filter((line) => combined.test(line.slice(0, 9000)) || squid.test(line.slice(0, 9000)))
  if (head.length === 0 || fitting.length * 2 <= head.length) return undefined
  const exchanges: Exchange[] = []
  for (const [at, start] of lineStarts.entries()) {
    const line = text.slice(start, Math.min(start + 9000, (lineStarts[at + 1] ?? text.length + 1) - 1))
    const call = callOf(line)
    if (call === undefined || !isAlipayAddress(call.address)) continue
    const from = start + line.indexOf(call.address)
    const place = document.place(from, from + call.address.length)
    exchanges.push({
      request: { ...recordedRequest(call.method, call.address, [], place), complete: call.method === 'GET' },
      at: call.at,
      ...(call.durationMs === undefined ? {} : { durationMs: call.durationMs }),
    })
  }
  return recordingOf(document, exchanges)
}

interface Call {
  readonly method: string
  readonly address: string
  readonly at: number
  readonly durationMs?: number
}

function callOf(line: string): Call | undefined {
  const bySquid = squid.exec(line)
  if (bySquid !== null) {
    const [, seconds, millis, durationMs, , method = '', address = ''] = bySquid
    // Squid writes the time of the end.
    return {
      method,
      address,
      at: Number(seconds) * 1000 + Number(millis) - Number(durationMs),
      durationMs: Number(durationMs),
    }
  }
  const byServer = combined.exec(line)
  if (byServer === null) return undefined
  const [, day, month = '', year, hour, minute, second, zone = '', method = '', address = ''] = byServer
  const offset = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5))) * 60_000
  const at =
    Date.UTC(Number(year), months.indexOf(month), Number(day), Number(hour), Number(minute), Number(second)) - offset
  return { method, address, at }
}
