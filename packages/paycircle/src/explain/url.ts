import { finding, type Finding } from './finding.js'
import { piecesOf, type RawRequest } from './specimen.js'

interface Address {
  readonly address: string
  readonly query: readonly string[]
  readonly notes: readonly Finding[]
}

/** A full GET address, as it is or as it stands in a page's source or a wrapped mail. */
export function readUrl(text: string): RawRequest {
  const joined = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .join('')
  const { address, query, notes } = splitAddress(joined)
  const wrapped = joined === text ? [] : [finding('url-line-breaks', [])]
  return { source: 'url', method: 'get', address, query, body: [], notes: [...wrapped, ...notes] }
}

/** Parts an address into what stands before the query and the still encoded pieces of the query. */
export function splitAddress(url: string): Address {
  const notes: Finding[] = []
  const hash = url.indexOf('#')
  const withoutFragment = hash === -1 ? url : url.slice(0, hash)
  if (hash !== -1) notes.push(finding('url-fragment', []))
  const mark = withoutFragment.indexOf('?')
  if (mark === -1) return { address: withoutFragment, query: [], notes }
  let query = withoutFragment.slice(mark + 1)
  if (/&amp;[^&=]+=/.test(query)) {
    query = query.replaceAll('&amp;', '&')
    notes.push(finding('url-from-html', []))
  }
  return { address: withoutFragment.slice(0, mark), query: piecesOf(query), notes }
}
