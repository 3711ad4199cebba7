import { createHash } from 'node:crypto'
import type { AuditFinding } from './audit.js'

/**
 * What stays the same about a finding while lines move: its rule, its file, and the text of its line. Equal ones are
 * numbered by the caller.
 */
export function fingerprintOf({ rule, place, location }: AuditFinding): string {
  const line = place.document.lineAt(place.start, 2000).text.trim()
  return createHash('sha256')
    .update(JSON.stringify([rule, location.path, line]))
    .digest('hex')
    .slice(0, 24)
}
