import { isIP } from 'node:net'
import type { Document, HostsEntry, HostsEvidence } from '../evidence/index.js'

/** A hosts file: every line an address and its names; undefined for any other text. */
export function readHosts(document: Document): HostsEvidence | undefined {
  const { text, lineStarts } = document
  if (text.length > 2_000_000) return undefined
  const entries: HostsEntry[] = []
  for (const [at, start] of lineStarts.entries()) {
    const line = text.slice(start, (lineStarts[at + 1] ?? text.length + 1) - 1)
    const said = line.replace(/#.*$/s, '').trim()
    if (said === '') continue
    const [address = '', ...names] = said.split(/\s+/)
    if (isIP(address.replace(/%\w{1,20}$/, '')) === 0 || names.length === 0) return undefined
    if (!names.every((name) => /^[\p{L}\p{N}_.-]{1,255}$/u.test(name))) return undefined
    const from = start + line.indexOf(address)
    entries.push({ address, names, place: document.place(from, start + line.indexOf(said) + said.length) })
  }
  return entries.length === 0 ? undefined : { kind: 'hosts', document, entries }
}
