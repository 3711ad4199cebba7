import type { Document, Exchange, Place } from '../../evidence/index.js'
import { isAlipayAddress } from '../address.js'
import { recordedRequest, recordingOf, type Recording } from './recording.js'

const fieldsLine = /^#Fields:\s*(\S.{0,2000})$/
const directive = /^#(?:Software|Version|Date|Start-Date|End-Date|Remark|Fields):/

/** What a line says under the names of the fields that stand above it. */
type Line = ReadonlyMap<string, { readonly text: string; readonly start: number; readonly end: number }>

/**
 * A log in W3C's extended format, as IIS and proxies of that school write it. A request is to Alipay where the address
 * is written whole (`cs-uri`) or the host beside it (`cs-host`); times are UTC, `time-taken` is in milliseconds.
 * Undefined for any other text.
 */
export function readExtendedLog(document: Document): Recording | undefined {
  const { text, lineStarts } = document
  if (!directive.test(text) || !/^#Fields:/m.test(text.slice(0, 20_000))) return undefined
  const exchanges: Exchange[] = []
  let fields: readonly string[] = []
  for (const [at, start] of lineStarts.entries()) {
    const line = text.slice(start, Math.min(start + 12_000, (lineStarts[at + 1] ?? text.length + 1) - 1))
    if (line.startsWith('#')) {
      const named = fieldsLine.exec(line.trimEnd())?.[1]
      if (named !== undefined) fields = named.trim().toLowerCase().split(/\s+/)
      continue
    }
    const exchange = exchangeOf(lineOf(line, start, fields), document)
    if (exchange !== undefined) exchanges.push(exchange)
  }
  return recordingOf(document, exchanges)
}

function lineOf(line: string, start: number, fields: readonly string[]): Line {
  const words = line.matchAll(/"[^"]*"|\S+/g)
  return new Map(
    Array.from(words, (match, at) => [
      fields[at] ?? '',
      {
        text: match[0].replace(/^"(.*)"$/, '$1'),
        start: start + match.index,
        end: start + match.index + match[0].length,
      },
    ]),
  )
}

function exchangeOf(line: Line, document: Document): Exchange | undefined {
  const said = (name: string) => {
    const text = line.get(name)?.text ?? '-'
    return text === '-' ? '' : text
  }
  const address = said('cs-uri') === '' ? joinedAddress(said) : said('cs-uri')
  if (!isAlipayAddress(address) || !/^https?:/i.test(address)) return undefined
  const at = Date.parse(`${said('date')}T${said('time')}Z`)
  const taken = said('time-taken')
  const method = said('cs-method')
  const request = recordedRequest(method, address, [], placeOf(line, document))
  return {
    request: { ...request, complete: method === 'GET' },
    ...(Number.isNaN(at) ? {} : { at }),
    // With a point it is seconds, as the format has it and IIS does not.
    ...(/^\d+$/.test(taken) ? { durationMs: Number(taken) } : {}),
  }
}

function joinedAddress(said: (name: string) => string): string {
  const host = said('cs-host') === '' ? said('cs(host)') : said('cs-host')
  const path = said('cs-uri-stem') === '' ? said('cs-uri-path') : said('cs-uri-stem')
  const query = said('cs-uri-query').replace(/^\?/, '')
  // A log that does not tell the scheme accuses nobody of the wrong one.
  const scheme = said('cs-uri-scheme') === '' ? 'https' : said('cs-uri-scheme')
  return host === '' ? '' : `${scheme}://${host}${path}${query === '' ? '' : `?${query}`}`
}

function placeOf(line: Line, document: Document): Place {
  const parts = ['cs-uri', 'cs-uri-stem', 'cs-uri-path', 'cs-uri-query'].flatMap((name) => line.get(name) ?? [])
  const [first] = parts
  return document.place(first?.start ?? 0, Math.max(...parts.map(({ end }) => end), first?.end ?? 0))
}
