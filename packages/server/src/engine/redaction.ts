import type { Secret } from 'paycircle/internal/base'
import type { LogEntry, LogValue } from '../ledger/index.js'

/** Masks what must not stand in the log, wherever it stands in an entry. */
export type Redaction = (entry: LogEntry) => LogEntry

/**
 * Masks the profiles' keys by their value: a person may have typed one into a reason, or reported it as a code, and what
 * is logged stays. Each key is masked in the entries of every profile, also after another took its place; the set may
 * grow. S3-02, Q3-02
 */
export function redactionOf(keys: ReadonlySet<Secret>): Redaction {
  const text = (value: string): string => {
    let redacted = value
    for (const key of keys) redacted = key.redact(redacted)
    return redacted
  }
  const deep = (value: LogValue): LogValue => {
    if (typeof value === 'string') return text(value)
    if (typeof value !== 'object' || value === null) return value
    if (isList(value)) return value.map(deep)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, deep(member)]))
  }
  return (entry) => ({
    ...entry,
    actor: text(entry.actor),
    code: entry.code === null ? null : text(entry.code),
    details: deep(entry.details) as LogEntry['details'],
  })
}

function isList(value: LogValue): value is readonly LogValue[] {
  return Array.isArray(value)
}
