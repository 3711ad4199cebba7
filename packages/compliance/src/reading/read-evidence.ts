import { Document, type Evidence, type ProjectEvidence, type SourceEvidence } from '../evidence/index.js'
import { readAddresses } from './address.js'
import { decodeFile, fileLimit, type SkipReason } from './decode.js'
import { requestsOfPage } from './gateway-form.js'
import { readHosts } from './hosts.js'
import { readLog } from './log.js'
import { readPage } from './page.js'
import { readSettings, requestsInSettings } from './settings/index.js'
import { readSource, requestsInStrings, sourcesOfPage } from './source/index.js'
import { readAccessLog, readExtendedLog, readHar, readRequestList, type Recording } from './traffic/index.js'

export type Piece = Exclude<Evidence, ProjectEvidence>

/** What a file was found to be. */
export type FileKind =
  'page' | 'addresses' | 'har' | 'request-list' | 'access-log' | 'settings' | 'hosts' | 'source' | 'log'

export type ReadFile =
  | { readonly path: string; readonly kind: FileKind; readonly pieces: readonly Piece[] }
  | { readonly path: string; readonly skipped: SkipReason }

/** Looks at a document and says what it holds; undefined where it is not of that kind. In the order of asking. */
type Reader = (document: Document) => { readonly kind: FileKind; readonly pieces: readonly Piece[] } | undefined

const readers: readonly Reader[] = [
  (document) => {
    const pieces = readAddresses(document)
    return pieces === undefined ? undefined : { kind: 'addresses', pieces }
  },
  (document) => recorded('request-list', readRequestList(document)),
  (document) => recorded('har', readHar(document)),
  (document) => recorded('access-log', readAccessLog(document) ?? readExtendedLog(document)),
  (document) => {
    const hosts = readHosts(document)
    return hosts === undefined ? undefined : { kind: 'hosts', pieces: [hosts] }
  },
  (document) => {
    const log = readLog(document)
    return log === undefined ? undefined : { kind: 'log', pieces: [log] }
  },
  (document) => (looksLikePage(document.text) ? { kind: 'page', pieces: piecesOfPage(document) } : undefined),
  (document) => {
    const source = readSource(document)
    return source === undefined ? undefined : { kind: 'source', pieces: piecesOfSource(source) }
  },
  (document) => {
    const settings = readSettings(document)
    return settings === undefined
      ? undefined
      : { kind: 'settings', pieces: [settings, ...requestsInSettings(settings)] }
  },
]

function recorded(kind: FileKind, recording: Recording | undefined): ReturnType<Reader> {
  return recording === undefined ? undefined : { kind, pieces: [...recording.requests, recording.traffic] }
}

/** Reads one file, whatever it is: by its content, never by the ending of its name. */
export function readEvidence(path: string, bytes: Uint8Array): ReadFile {
  if (bytes.length > fileLimit) return { path, skipped: 'too-large' }
  const decoded = decodeFile(bytes)
  if ('skipped' in decoded) return { path, skipped: decoded.skipped }
  const document = new Document(path, withNewlines(decoded.text.replace(/^\uFEFF/, '')))
  for (const reader of readers) {
    const read = reader(document)
    if (read !== undefined) return { path, ...read }
  }
  return { path, skipped: 'nothing-recognised' }
}

/** Lines end in LF for every reader: those of a file that has none, but CR as old Macs write it, end there. */
function withNewlines(text: string): string {
  return text.includes('\n') ? text : text.replaceAll('\r', '\n')
}

/** What a page begins with: markup, a comment, or what a template language puts before it. */
const pageStart =
  /^(?:<|\{[%{#]|\{(?:template|include|extends|block)\b|@(?:extends|section|model|using|page|inherits|layout)\b|@\{|#(?:parse|set|foreach)\b|\$\{)/

/** Source that writes markup does not begin with it. */
function looksLikePage(text: string): boolean {
  const start = text.slice(0, 20_000).trimStart()
  if (!pageStart.test(start) || (start.startsWith('<?xml') && !/<(?:html|body|form)\b/i.test(text.slice(0, 200_000))))
    return false
  return /<(?:!doctype\s+html|html|head|body|form|iframe|frame|frameset|embed|table|div|template|input|script|a|p)\b/i.test(
    text.slice(0, 200_000),
  )
}

function piecesOfPage(document: Document): readonly Piece[] {
  const { page, regions, scripts } = readPage(document)
  return [
    page,
    ...requestsOfPage(page),
    ...sourcesOfPage(document, regions, scripts).flatMap((source) => piecesOfSource(source)),
  ]
}

function piecesOfSource(source: SourceEvidence): readonly Piece[] {
  return [source, ...requestsInStrings(source)]
}
