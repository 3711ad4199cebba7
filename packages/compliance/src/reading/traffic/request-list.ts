import { memberOf, textAt } from 'paycircle/internal/base'
import type { Document, Exchange } from '../../evidence/index.js'
import { arrayElements, listAt, parseElement, type ElementExtent } from './json-elements.js'
import { receivedExchange, type ReceivedPlaces, type ReceivedRecord } from './received.js'
import { recordingOf, type Recording } from './recording.js'

/** What `GET /_simulator/requests` answers, kept in a file; undefined for any other text. */
export function readRequestList(document: Document): Recording | undefined {
  const { text } = document
  if (!/^\s*\[\s*\{/.test(text) || !/"refusedAt"\s*:/.test(text.slice(0, 200_000))) return undefined
  const elements = arrayElements(text, text.indexOf('[')) ?? []
  const exchanges = elements.flatMap((extent): readonly Exchange[] => {
    const record = recordOf(parseElement(text, extent))
    return record === undefined ? [] : [receivedExchange(record, placesOf(document, extent))]
  })
  return exchanges.length === 0 ? undefined : recordingOf(document, exchanges)
}

function recordOf(element: unknown): ReceivedRecord | undefined {
  const answer = textAt(element, 'answer')
  const refusedAt = memberOf(element, 'refusedAt')
  if (answer !== 'xml' && answer !== 'error-page' && answer !== 'sign-page') return undefined
  if (refusedAt !== null && typeof refusedAt !== 'string') return undefined
  const code = textAt(element, 'code')
  const destination = textAt(element, 'destination')
  const fault = textAt(memberOf(element, 'fault'), 'name')
  const durationMs = memberOf(element, 'durationMs')
  return {
    at: textAt(element, 'at'),
    method: textAt(element, 'method'),
    parameters: listAt(element, 'parameters').map((one) => ({
      name: textAt(one, 'name'),
      value: textAt(one, 'value'),
      source: textAt(one, 'source') === 'url' ? 'url' : 'body',
    })),
    notes: listAt(element, 'notes').filter((note) => typeof note === 'string'),
    refusedAt,
    code: code === '' ? null : code,
    answer,
    fault: fault === '' ? null : { name: fault },
    destination: destination === '' ? null : destination,
    durationMs: typeof durationMs === 'number' && durationMs >= 0 ? durationMs : 0,
  }
}

/** The brace of a record, and every parameter in it. */
function placesOf(document: Document, { start, end }: ElementExtent): ReceivedPlaces {
  const written = document.text.slice(start, end)
  const begin = start + written.length - written.trimStart().length
  const named = /"parameters"\s{0,100}:\s{0,100}\[/.exec(written)
  const extents = named === null ? [] : (arrayElements(written, named.index + named[0].length - 1) ?? [])
  return {
    request: document.place(begin, begin + 1),
    parameters: extents.map((extent) => {
      const inner = written.slice(extent.start, extent.end)
      const at = start + extent.start + inner.length - inner.trimStart().length
      return document.place(at, at + inner.trim().length)
    }),
  }
}
