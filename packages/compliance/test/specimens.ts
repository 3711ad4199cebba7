import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  audit,
  Document,
  judge,
  type AuditedFile,
  type AuditReport,
  type RequestEvidence,
  type Rule,
} from '../src/index.js'

const folder = fileURLToPath(new URL('../specimens', import.meta.url))

/** The specimens of a rule: every entry of `failing` breaks it, a file by itself or a folder as a whole. */
export function specimensOf(
  rule: string,
  which: 'failing' | 'passing',
): readonly { name: string; files: readonly AuditedFile[] }[] {
  const place = join(folder, rule, which)
  if (!existsSync(place)) return []
  return readdirSync(place)
    .sort()
    .map((name) => ({ name, files: filesAt(join(place, name)) }))
}

/** A file by itself, or all files of a folder. */
export function filesAt(path: string): readonly AuditedFile[] {
  const entries = readdirSync(join(path, '..'), { withFileTypes: true })
  const own = entries.find(({ name }) => join(path, '..', name) === path)
  if (own?.isDirectory() !== true) return [{ path: relative(folder, path), bytes: readFileSync(path) }]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesAt(join(path, name)))
}

/** Audits texts, each under its name. */
export function auditTexts(texts: Readonly<Record<string, string>>, rules?: readonly Rule[]): AuditReport {
  const files = Object.entries(texts).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
  return audit(files, rules === undefined ? {} : { rules })
}

/** The findings of one rule in one text: `line:column` and nothing else, which is what most tests ask for. */
export function placesOf(rule: Rule, text: string, path = 'evidence'): readonly string[] {
  return auditTexts({ [path]: text }, [rule]).findings.map(
    ({ location }) => `${String(location.line)}:${String(location.column)}`,
  )
}

/** What the findings of one rule in one text point at. */
export function textsAt(rule: Rule, text: string): readonly string[] {
  return auditTexts({ evidence: text }, [rule]).findings.map(({ place }) =>
    place.document.text.slice(place.start, place.end),
  )
}

/** Judges a specimen: `*.received.json` holds what a gateway received and found, everything else is audited. */
export function judgeSpecimen(
  files: readonly AuditedFile[],
  rules?: readonly Rule[],
): Pick<AuditReport, 'findings' | 'notApplicable'> {
  const received = files.filter(({ path }) => path.endsWith('.received.json'))
  if (received.length === 0) return audit(files, rules === undefined ? {} : { rules })
  return judge(received.map(receivedRequest), rules)
}

function receivedRequest({ path, bytes }: AuditedFile): RequestEvidence {
  const text = new TextDecoder().decode(bytes)
  const { method, address, fields, signature } = JSON.parse(text) as {
    method: 'get' | 'post'
    address: string
    fields: Record<string, string>
    signature: 'matches' | 'differs'
  }
  const place = new Document(path, text).place(0)
  const parameter = ([name, value]: [string, string], from: 'query' | 'body') =>
    ({ name, value, from, dynamic: false, place }) as const
  const url = new URL(address)
  return {
    kind: 'request',
    origin: 'received',
    method,
    address,
    url,
    parameters: [
      ...[...url.searchParams].map((pair) => parameter(pair, 'query')),
      ...Object.entries(fields).map((pair) => parameter(pair, 'body')),
    ],
    droppedByBrowser: [],
    complete: true,
    signature,
    place,
  }
}
