import type { AuditFinding } from 'paycircle-compliance'
import type { RequestRecord } from './request-log.js'

/** A rule that a request breaks. */
export type Verdict = Pick<AuditFinding, 'rule' | 'rows' | 'mistakes' | 'severity' | 'message'>

export interface JudgedRecord extends RequestRecord {
  readonly verdicts: readonly Verdict[]
}

/** A record never changes, an amended one is another: what was found about it stays true. */
const judgedAlone = new WeakMap<RequestRecord, readonly Verdict[]>()

/**
 * Judges what was received by the rules of the audit: every request by itself, and all of them as traffic, whose
 * findings stand at the request with which a rule was broken. The rules are loaded when first asked for: the gateway
 * itself does not wait for them.
 */
export async function judged(records: readonly RequestRecord[]): Promise<readonly JudgedRecord[]> {
  const { Document, judge, receivedExchange } = await import('paycircle-compliance')
  const received = records.map((record) => {
    const request = new Document(documentName(record), '').place(0)
    return { record, exchange: receivedExchange(record, { request, parameters: [] }) }
  })
  const traffic = {
    kind: 'traffic',
    document: new Document('/requests', ''),
    exchanges: received.map(({ exchange }) => exchange),
    others: [],
  } as const
  const together = new Map<string, Verdict[]>()
  for (const finding of judge([traffic]).findings) {
    const verdicts = together.get(finding.location.path)
    if (verdicts === undefined) together.set(finding.location.path, [verdictOf(finding)])
    else verdicts.push(verdictOf(finding))
  }
  return received.map(({ record, exchange }) => {
    const known = judgedAlone.get(record)
    const alone = known ?? judge([exchange.request]).findings.map(verdictOf)
    if (known === undefined) judgedAlone.set(record, alone)
    return { ...record, verdicts: [...alone, ...(together.get(documentName(record)) ?? [])] }
  })
}

function documentName({ id }: RequestRecord): string {
  return `/requests/${String(id)}`
}

function verdictOf({ rule, rows, mistakes, severity, message }: AuditFinding): Verdict {
  return { rule, rows, mistakes, severity, message }
}
